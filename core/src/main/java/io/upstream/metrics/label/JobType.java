package io.upstream.metrics.label;

import org.jspecify.annotations.Nullable;

/**
 * The kind of a background job.
 *
 * @param value as the caller has it; the guard judges it
 */
@Budget(50)
public record JobType(@Nullable String value) implements OpenLabel {

  /** Compares payers with their history. */
  public static final JobType DRIFT_DETECTION = new JobType("drift_detection");

  /** Makes reports. */
  public static final JobType REPORT_GENERATION = new JobType("report_generation");

  /** Exports data to other systems. */
  public static final JobType DATA_EXPORT = new JobType("data_export");

  /** Turns findings into alerts and sends them. */
  public static final JobType ALERT_PROCESSING = new JobType("alert_processing");

  @Override
  public String toString() {
    return OpenLabel.describe(this);
  }
}
