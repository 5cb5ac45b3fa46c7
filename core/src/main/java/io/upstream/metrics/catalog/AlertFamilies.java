package io.upstream.metrics.catalog;

import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SuppressionReason;
import java.util.List;

/** Families of alerts: created, sent, failed and suppressed. */
public final class AlertFamilies {

  public static final CounterFamily<CreatedLabels> CREATED =
      CounterFamily.named("upstream_alert_created_total")
          .inheritedName("alert rules and dashboards of the platform use it")
          .help("Alerts created.")
          .labels(CreatedLabels.class);

  public static final CounterFamily<DeliveredLabels> DELIVERED =
      CounterFamily.named("upstream_alert_delivered_total")
          .help("Notifications delivered.")
          .labels(DeliveredLabels.class);

  public static final CounterFamily<FailedLabels> FAILED =
      CounterFamily.named("upstream_alert_failed_total")
          .help("Notifications that could not be delivered.")
          .labels(FailedLabels.class);

  public static final DurationFamily<ProductLabels> PROCESSING =
      DurationFamily.ofSeconds("upstream_alert_processing_seconds")
          .buckets(0.1, 0.5, 1, 2, 5, 10, 30, 60)
          .help("Time to process an alert and send its notifications.")
          .labels(ProductLabels.class);

  public static final CounterFamily<SuppressedLabels> SUPPRESSED =
      CounterFamily.named("upstream_alert_suppressed_total")
          .help("Alerts that were not sent on purpose.")
          .labels(SuppressedLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL =
      List.of(CREATED, DELIVERED, FAILED, PROCESSING, SUPPRESSED);

  private AlertFamilies() {}

  /** The labels of a family by product, severity and customer. */
  public record CreatedLabels(Product product, Severity severity, CustomerId customerId) {}

  /** The labels of a family by product, channel and customer. */
  public record DeliveredLabels(Product product, ChannelType channelType, CustomerId customerId) {}

  /** The labels of a family by product, channel, error and customer. */
  public record FailedLabels(
      Product product, ChannelType channelType, ErrorType errorType, CustomerId customerId) {}

  /** The labels of a family by product. */
  public record ProductLabels(Product product) {}

  /** The labels of a family by product, reason and customer. */
  public record SuppressedLabels(
      Product product, SuppressionReason reason, CustomerId customerId) {}
}
