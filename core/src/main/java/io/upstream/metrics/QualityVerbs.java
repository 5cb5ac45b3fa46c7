package io.upstream.metrics;

import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.label.CheckType;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Gauge;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is said of claim data. */
final class QualityVerbs {

  private final Gauge<QualityFamilies.ScoreLabels> scores;
  private final Counter<QualityFamilies.CheckLabels> checksFailed;
  private final Counter<QualityFamilies.IngestedLabels> ingested;
  private final Histogram<QualityFamilies.CustomerLabels> ingestion;
  private final LongSupplier ticker;

  QualityVerbs(SeriesRegistry book, LongSupplier ticker) {
    scores = book.gauge(QualityFamilies.SCORE);
    checksFailed = book.counter(QualityFamilies.CHECKS_FAILED);
    ingested = book.counter(QualityFamilies.INGESTED);
    ingestion = book.histogram(QualityFamilies.INGESTION);
    this.ticker = ticker;
  }

  boolean admitsScore(double score) {
    return scores.admits(score);
  }

  boolean admitsRecords(long records) {
    return ingested.admits(records);
  }

  void score(LabelEntry customer, @Nullable QualityMetric metric, double score) {
    scores.set(score, scores.closed(metric), customer);
  }

  void checkFailed(@Nullable CheckType check, @Nullable Severity severity, LabelEntry customer) {
    checksFailed.add(1, checksFailed.closed(check, severity), customer);
  }

  void ingested(LabelEntry customer, long records, @Nullable IngestionStatus status) {
    ingested.add(records, ingested.closed(status), customer);
  }

  Timing ingestion(LabelEntry customer) {
    return new Timing(ingestion.observer(ingestion.closed(), customer), ticker);
  }
}
