package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The kind of a report.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(50)
public record ReportType(@Nullable String value) implements OpenLabel {

  /** The report of drift, by payer. */
  public static final ReportType DRIFT_SUMMARY = new ReportType("drift_summary");

  /** The speed with which payers pay. */
  public static final ReportType PAYMENT_ANALYSIS = new ReportType("payment_analysis");

  /** The report of denials. */
  public static final ReportType DENIAL_ANALYSIS = new ReportType("denial_analysis");

  /** The quality of the data. */
  public static final ReportType QUALITY_DASHBOARD = new ReportType("quality_dashboard");

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
