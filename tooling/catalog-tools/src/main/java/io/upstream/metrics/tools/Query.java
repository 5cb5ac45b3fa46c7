package io.upstream.metrics.tools;

import io.upstream.metrics.tools.promql.Expr;

/**
 * A question that people ask, and the expression that answers it.
 *
 * @param id a short name for links and requirements, such as {@code P06}
 * @param topic the heading of its topic
 * @param question the question
 * @param expr the answer
 * @param note a hint for reading the number; empty if none is needed
 */
public record Query(String id, String topic, String question, Expr expr, String note) {

  /** Creates a question whose answer needs no note. */
  public Query(String id, String topic, String question, Expr expr) {
    this(id, topic, question, expr, "");
  }

  /** Returns the expression as people copy it. */
  public String text() {
    return expr.text();
  }
}
