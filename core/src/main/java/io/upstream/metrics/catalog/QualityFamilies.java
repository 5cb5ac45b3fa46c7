package io.upstream.metrics.catalog;

import io.upstream.metrics.label.CheckType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import java.util.List;

/** Families of claim data: its amount and its quality. */
public final class QualityFamilies {

  public static final GaugeFamily<ScoreLabels> SCORE =
      GaugeFamily.named("upstream_data_quality_score")
          .range(0, 1)
          .help("Current data quality score, from 0 to 1.")
          .labels(ScoreLabels.class);

  public static final CounterFamily<CheckLabels> CHECKS_FAILED =
      CounterFamily.named("upstream_data_quality_check_failed_total")
          .help("Data quality checks that failed.")
          .labels(CheckLabels.class);

  public static final CounterFamily<IngestedLabels> INGESTED =
      CounterFamily.named("upstream_claim_records_ingested_total")
          .help("Claim records ingested.")
          .labels(IngestedLabels.class);

  public static final DurationFamily<CustomerLabels> INGESTION =
      DurationFamily.ofSeconds("upstream_ingestion_processing_seconds")
          .buckets(0.5, 1, 5, 10, 30, 60, 120, 300)
          .help("Time to ingest a batch.")
          .labels(CustomerLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL = List.of(SCORE, CHECKS_FAILED, INGESTED, INGESTION);

  private QualityFamilies() {}

  /** The labels of a family by customer and aspect. */
  public record ScoreLabels(CustomerId customerId, QualityMetric metricType) {}

  /** The labels of a family by check, severity and customer. */
  public record CheckLabels(CheckType checkType, Severity severity, CustomerId customerId) {}

  /** The labels of a family by customer and outcome. */
  public record IngestedLabels(CustomerId customerId, IngestionStatus status) {}

  /** The labels of a family by customer. */
  public record CustomerLabels(CustomerId customerId) {}
}
