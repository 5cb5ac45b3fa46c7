package io.upstream.metrics.monitoring;

import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Place;

/**
 * A rule that calls somebody.
 *
 * @param ids its numbers in the inventory of what was asked for; empty for one of ours
 * @param name what it is called
 * @param expr what has to be the case
 * @param lasting for how long
 * @param severity who is called: critical, warning or info
 * @param dashboard where to look
 * @param summary what is the case, in one line
 * @param description where, how much, what the limit is, and what to do first
 */
record Alert(
    String ids,
    String name,
    Expr expr,
    String lasting,
    String severity,
    Dashboard dashboard,
    String summary,
    String description) {

  /** As Prometheus evaluates it. */
  String text() {
    return expr.in(Place.RULE);
  }
}
