package io.upstream.metrics.monitoring;

import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Place;

/**
 * A number that Prometheus computes as it goes, so that a question over months is cheap.
 *
 * @param name what it is kept as
 * @param expr what it is
 */
record Recording(String name, Expr expr) {

  /** As Prometheus evaluates it. */
  String text() {
    return expr.in(Place.RULE);
  }
}
