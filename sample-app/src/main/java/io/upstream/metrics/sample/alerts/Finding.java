package io.upstream.metrics.sample.alerts;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.time.LocalDate;

/**
 * A finding of a product that may deserve an alert.
 *
 * @param subject its subject; two findings about the same thing have the same subject
 * @param severity from 0 to 1
 * @param asOf the last day of the data
 */
public record Finding(
    Product product, CustomerId customer, String subject, double severity, LocalDate asOf) {

  private static final double MEDIUM = 0.4;
  private static final double HIGH = 0.7;
  private static final double CRITICAL = 0.9;

  /** Returns the severity in the words of an alert. */
  public Severity level() {
    if (severity >= CRITICAL) {
      return Severity.CRITICAL;
    }
    if (severity >= HIGH) {
      return Severity.HIGH;
    }
    return severity >= MEDIUM ? Severity.MEDIUM : Severity.LOW;
  }
}
