package io.upstream.metrics.monitoring;

import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Place;

/**
 * A question that the platform's people ask, and the expression that answers it.
 *
 * @param id its number in the inventory of what was asked of the Python services
 * @param topic what it is about
 * @param question what is asked
 * @param expr the answer
 * @param note what to know when reading the number; empty if it speaks for itself
 */
record Query(String id, String topic, String question, Expr expr, String note) {

  Query(String id, String topic, String question, Expr expr) {
    this(id, topic, question, expr, "");
  }

  /** As people copy it. */
  String text() {
    return expr.in(Place.GUIDE);
  }
}
