package io.upstream.metrics.catalog;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.label.SignalType;
import java.util.List;

/** Families of the products' findings: drift, payment delays and denial patterns. */
public final class DriftFamilies {

  public static final CounterFamily<DetectedLabels> DETECTED =
      CounterFamily.named("upstream_drift_event_detected_total")
          .help("Payer drift events detected.")
          .labels(DetectedLabels.class);

  public static final DurationFamily<ProductLabels> COMPUTATION =
      DurationFamily.ofSeconds("upstream_drift_computation_seconds")
          .buckets(1, 5, 10, 30, 60, 120, 300, 600)
          .help("Time to compute drift signals.")
          .labels(ProductLabels.class);

  public static final CounterFamily<PaymentDelayLabels> PAYMENT_DELAY_SIGNALS =
      CounterFamily.named("upstream_payment_delay_signal_total")
          .help("Payment delay signals raised by DelayGuard.")
          .labels(PaymentDelayLabels.class);

  public static final CounterFamily<DenialLabels> DENIAL_SIGNALS =
      CounterFamily.named("upstream_denial_signal_total")
          .help("Denial pattern signals raised by DenialScope.")
          .labels(DenialLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL =
      List.of(DETECTED, COMPUTATION, PAYMENT_DELAY_SIGNALS, DENIAL_SIGNALS);

  private DriftFamilies() {}

  /** The labels of a family by product, type, level and customer. */
  public record DetectedLabels(
      Product product, DriftType driftType, SeverityLevel severityLevel, CustomerId customerId) {}

  /** The labels of a family by product. */
  public record ProductLabels(Product product) {}

  /** The labels of a family by severity and customer. */
  public record PaymentDelayLabels(Severity severity, CustomerId customerId) {}

  /** The labels of a family by kind of signal and customer. */
  public record DenialLabels(SignalType signalType, CustomerId customerId) {}
}
