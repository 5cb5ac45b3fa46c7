package com.example;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;

/** Records one thing and prints the page. */
public final class RecordsAndPrints {

  private RecordsAndPrints() {}

  public static void main(String[] args) throws Exception {
    UpstreamMetrics.trackAlertCreated(
        Product.DRIFT_WATCH, Severity.CRITICAL, new CustomerId("acme"));
    UpstreamMetrics.recorder().writePage(System.out);
  }
}
