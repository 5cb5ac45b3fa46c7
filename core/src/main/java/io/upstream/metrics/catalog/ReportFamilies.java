package io.upstream.metrics.catalog;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.ReportType;
import java.util.List;

/** Families of reports: made, failed and their durations. */
public final class ReportFamilies {

  public static final CounterFamily<ReportLabels> GENERATED =
      CounterFamily.named("upstream_report_generated_total")
          .help("Reports generated.")
          .labels(ReportLabels.class);

  public static final DurationFamily<ReportTypeLabels> GENERATION =
      DurationFamily.ofSeconds("upstream_report_generation_seconds")
          .buckets(1, 5, 10, 30, 60, 120, 300, 600)
          .help("Time to generate a report.")
          .labels(ReportTypeLabels.class);

  public static final CounterFamily<FailedLabels> FAILED =
      CounterFamily.named("upstream_report_generation_failed_total")
          .help("Reports that could not be generated.")
          .labels(FailedLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL = List.of(GENERATED, GENERATION, FAILED);

  private ReportFamilies() {}

  /** The labels of a family by type and customer. */
  public record ReportLabels(ReportType reportType, CustomerId customerId) {}

  /** The labels of a family by type. */
  public record ReportTypeLabels(ReportType reportType) {}

  /** The labels of a family by type, error and customer. */
  public record FailedLabels(ReportType reportType, ErrorType errorType, CustomerId customerId) {}
}
