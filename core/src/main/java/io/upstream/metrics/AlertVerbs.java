package io.upstream.metrics;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelGuard;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SuppressionReason;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is said of alerts. */
final class AlertVerbs {

  private final Counter<AlertFamilies.CreatedLabels> created;
  private final Counter<AlertFamilies.DeliveredLabels> delivered;
  private final Counter<AlertFamilies.FailedLabels> failed;
  private final Counter<AlertFamilies.SuppressedLabels> suppressed;
  private final Histogram<AlertFamilies.ProductLabels> processing;
  private final LabelGuard errors;
  private final LongSupplier ticker;

  AlertVerbs(SeriesRegistry book, LongSupplier ticker) {
    created = book.counter(AlertFamilies.CREATED);
    delivered = book.counter(AlertFamilies.DELIVERED);
    failed = book.counter(AlertFamilies.FAILED);
    suppressed = book.counter(AlertFamilies.SUPPRESSED);
    processing = book.histogram(AlertFamilies.PROCESSING);
    errors = book.guards().guard(ErrorType.class);
    this.ticker = ticker;
  }

  void created(@Nullable Product product, @Nullable Severity severity, LabelEntry customer) {
    created.add(1, created.closed(product, severity), customer);
  }

  void delivered(@Nullable Product product, @Nullable ChannelType channel, LabelEntry customer) {
    delivered.add(1, delivered.closed(product, channel), customer);
  }

  void failed(
      @Nullable Product product,
      @Nullable ChannelType channel,
      @Nullable ErrorType error,
      LabelEntry customer) {
    failed.add(1, failed.closed(product, channel), errors.resolve(error, customer), customer);
  }

  void suppressed(
      @Nullable Product product, @Nullable SuppressionReason reason, LabelEntry customer) {
    suppressed.add(1, suppressed.closed(product, reason), customer);
  }

  Timing processing(@Nullable Product product) {
    return new Timing(processing.observer(processing.closed(product)), ticker);
  }
}
