package io.upstream.metrics.page;

/** The formats a page can be written in. */
public enum PageFormat {
  /** Prometheus' text format, which every scraper reads. */
  TEXT("text/plain; version=0.0.4; charset=utf-8"),
  /** OpenMetrics, which a Prometheus asks for first. */
  OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),
  /** Prometheus' protobuf format, through client_java. */
  PROTOBUF(
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited");

  private final String contentType;

  PageFormat(String contentType) {
    this.contentType = contentType;
  }

  /** The content type to send with it. */
  public String contentType() {
    return contentType;
  }
}
