package io.upstream.metrics.monitoring;

/** A panel's expression with values in place of Grafana's variables. */
final class PanelText {

  private PanelText() {}

  static String concrete(String expr) {
    return expr.replace("$__rate_interval", "5m")
        .replace("$__range", "5m")
        .replace("$job", ".+")
        .replace("$instance", ".+")
        .replace("$customer", ".*")
        .replace("$product", ".*");
  }
}
