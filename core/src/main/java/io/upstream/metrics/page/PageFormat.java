package io.upstream.metrics.page;

import org.jspecify.annotations.Nullable;

/** The formats a page can be written in. */
public enum PageFormat {
  /** Prometheus' text format, which every scraper reads. */
  TEXT("text/plain; version=0.0.4; charset=utf-8"),
  /** OpenMetrics, which a Prometheus asks for first. */
  OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),
  /** Prometheus' protobuf format, which also has the start time of each series. */
  PROTOBUF(
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited");

  private final String contentType;

  PageFormat(String contentType) {
    this.contentType = contentType;
  }

  /** Returns the content type of an answer in this format. */
  public String contentType() {
    return contentType;
  }

  /**
   * Returns the content type of an answer in this format with an escaping.
   *
   * @param escaping the escaping that the scraper asked for, null for none; the content type names
   *     the one used
   */
  public String contentType(@Nullable NameEscaping escaping) {
    return escaping == null
        ? contentType
        : contentType + "; escaping=" + EscapingWriter.possible(escaping).parameter();
  }
}
