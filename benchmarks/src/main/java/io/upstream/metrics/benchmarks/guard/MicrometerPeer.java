package io.upstream.metrics.benchmarks.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;

/** Micrometer: a tag with too many values has its meters denied. */
final class MicrometerPeer implements GuardedCounter {

  private final MeterRegistry registry = new SimpleMeterRegistry();

  MicrometerPeer() {
    registry
        .config()
        .meterFilter(
            MeterFilter.maximumAllowableTags(
                "events", "customer_id", GuardPeers.BUDGET, MeterFilter.deny()));
  }

  @Override
  public String name() {
    return "Micrometer `maximumAllowableTags(.., deny())`";
  }

  @Override
  public void record(String customer, boolean success) {
    registry
        .counter("events", "customer_id", customer, "outcome", success ? "success" : "failure")
        .increment();
  }

  @Override
  public double total() {
    return sum(registry.find("events").counters());
  }

  @Override
  public double failures() {
    return sum(registry.find("events").tag("outcome", "failure").counters());
  }

  private static double sum(Collection<Counter> counters) {
    return counters.stream().mapToDouble(Counter::count).sum();
  }

  @Override
  public long series() {
    return registry.find("events").counters().size();
  }

  @Override
  public void close() {
    registry.close();
  }
}
