package io.upstream.metrics;

import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelGuard;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.label.SeverityScale;
import io.upstream.metrics.label.SignalType;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is said of drift and signals. */
final class DriftVerbs {

  private final Counter<DriftFamilies.DetectedLabels> detected;
  private final Counter<DriftFamilies.PaymentDelayLabels> paymentDelays;
  private final Counter<DriftFamilies.DenialLabels> denials;
  private final Histogram<DriftFamilies.ProductLabels> computation;
  private final LabelGuard signals;
  private final LongSupplier ticker;
  private final SeverityScale scale;

  DriftVerbs(SeriesRegistry book, LongSupplier ticker, SeverityScale scale) {
    detected = book.counter(DriftFamilies.DETECTED);
    paymentDelays = book.counter(DriftFamilies.PAYMENT_DELAY_SIGNALS);
    denials = book.counter(DriftFamilies.DENIAL_SIGNALS);
    computation = book.histogram(DriftFamilies.COMPUTATION);
    signals = book.guards().guard(SignalType.class);
    this.ticker = ticker;
    this.scale = scale;
  }

  void detected(
      @Nullable Product product,
      @Nullable DriftType type,
      @Nullable SeverityLevel level,
      LabelEntry customer) {
    detected.add(1, detected.closed(product, type, level), customer);
  }

  /** The level of a severity; null, and the event is refused, if it has none. */
  @Nullable SeverityLevel level(double severity) {
    SeverityLevel level = scale.level(severity);
    if (level == null) {
      detected.refuse(
          Double.isFinite(severity) ? RejectReason.OUT_OF_RANGE : RejectReason.NOT_A_NUMBER,
          "a severity within 0..1",
          severity);
    }
    return level;
  }

  void paymentDelay(@Nullable Severity severity, LabelEntry customer) {
    paymentDelays.add(1, paymentDelays.closed(severity), customer);
  }

  void denial(@Nullable SignalType signal, LabelEntry customer) {
    denials.add(1, denials.closed(), signals.resolve(signal, customer), customer);
  }

  Timing computation(@Nullable Product product) {
    return new Timing(computation.observer(computation.closed(product)), ticker);
  }
}
