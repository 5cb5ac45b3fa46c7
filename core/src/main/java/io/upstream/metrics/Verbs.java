package io.upstream.metrics;

import io.upstream.metrics.label.SeverityScale;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.function.LongSupplier;

/** All verbs of a recorder, by what they speak of. */
final class Verbs {

  final AlertVerbs alerts;
  final DriftVerbs drift;
  final QualityVerbs quality;
  final JobVerbs jobs;
  final ReportVerbs reports;
  final ApiVerbs api;

  Verbs(SeriesRegistry book, LongSupplier ticker, SeverityScale scale) {
    alerts = new AlertVerbs(book, ticker);
    drift = new DriftVerbs(book, ticker, scale);
    quality = new QualityVerbs(book, ticker);
    jobs = new JobVerbs(book, ticker);
    reports = new ReportVerbs(book, ticker);
    api = new ApiVerbs(book);
  }
}
