package io.upstream.metrics.tools;

import io.upstream.metrics.tools.promql.Expr;

/**
 * A recording rule of Prometheus.
 *
 * @param name the series that it makes, such as {@code job:shop_orders:rate5m}
 * @param expr the expression that it computes
 */
public record Recording(String name, Expr expr) {

  /** Returns the expression as Prometheus evaluates it. */
  public String text() {
    return expr.text();
  }
}
