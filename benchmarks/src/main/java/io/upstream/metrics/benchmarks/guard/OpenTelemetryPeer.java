package io.upstream.metrics.benchmarks.guard;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.upstream.metrics.benchmarks.peers.CumulativeReader;
import java.util.Collection;

/** The OpenTelemetry SDK: attribute sets over the limit share one series without attributes. */
final class OpenTelemetryPeer implements GuardedCounter {

  private static final AttributeKey<String> CUSTOMER = AttributeKey.stringKey("customer_id");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

  private final CumulativeReader reader = new CumulativeReader();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder()
          .registerMetricReader(reader)
          .registerView(
              InstrumentSelector.builder().setName("events").build(),
              // OpenTelemetry limits the number of attribute sets, of which each customer has two.
              View.builder().setCardinalityLimit(2 * GuardPeers.BUDGET).build())
          .build();
  private final LongCounter events = provider.get("peers").counterBuilder("events").build();

  @Override
  public String name() {
    return "OpenTelemetry SDK, cardinality limit";
  }

  @Override
  public void record(String customer, boolean success) {
    events.add(1, Attributes.of(CUSTOMER, customer, OUTCOME, success ? "success" : "failure"));
  }

  private Collection<LongPointData> points() {
    return reader.collect().stream()
        .<LongPointData>flatMap(metric -> metric.getLongSumData().getPoints().stream())
        .toList();
  }

  @Override
  public double total() {
    return points().stream().mapToLong(LongPointData::getValue).sum();
  }

  @Override
  public double failures() {
    return points().stream()
        .filter(point -> "failure".equals(point.getAttributes().get(OUTCOME)))
        .mapToLong(LongPointData::getValue)
        .sum();
  }

  @Override
  public long series() {
    return points().size();
  }

  @Override
  public void close() {
    provider.close();
  }
}
