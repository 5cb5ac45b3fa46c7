package io.upstream.metrics;

import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelGuard;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.ReportType;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is said of reports. */
final class ReportVerbs {

  private final Counter<ReportFamilies.ReportLabels> generated;
  private final Counter<ReportFamilies.FailedLabels> failed;
  private final Histogram<ReportFamilies.ReportTypeLabels> generation;
  private final LabelGuard types;
  private final LabelGuard errors;
  private final LongSupplier ticker;

  ReportVerbs(SeriesRegistry book, LongSupplier ticker) {
    generated = book.counter(ReportFamilies.GENERATED);
    failed = book.counter(ReportFamilies.FAILED);
    generation = book.histogram(ReportFamilies.GENERATION);
    types = book.guards().guard(ReportType.class);
    errors = book.guards().guard(ErrorType.class);
    this.ticker = ticker;
  }

  void generated(@Nullable ReportType type, LabelEntry customer) {
    generated.add(1, generated.closed(), types.resolve(type, customer), customer);
  }

  void failed(@Nullable ReportType type, @Nullable ErrorType error, LabelEntry customer) {
    failed.add(
        1,
        failed.closed(),
        types.resolve(type, customer),
        errors.resolve(error, customer),
        customer);
  }

  Timing generation(@Nullable ReportType type) {
    return new Timing(generation.observer(generation.closed(), types.resolve(type)), ticker);
  }
}
