package io.upstream.metrics.benchmarks.guard;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import java.util.List;

/** client_java: no guard. */
final class ClientJavaPeer implements GuardedCounter {

  private final Counter events =
      Counter.builder().name("events").labelNames("customer_id", "outcome").build();

  @Override
  public String name() {
    return "client_java, without any";
  }

  @Override
  public void record(String customer, boolean success) {
    events.labelValues(customer, success ? "success" : "failure").inc();
  }

  private List<CounterDataPointSnapshot> points() {
    return events.collect().getDataPoints();
  }

  @Override
  public double total() {
    return points().stream().mapToDouble(CounterDataPointSnapshot::getValue).sum();
  }

  @Override
  public double failures() {
    return points().stream()
        .filter(point -> "failure".equals(point.getLabels().get("outcome")))
        .mapToDouble(CounterDataPointSnapshot::getValue)
        .sum();
  }

  @Override
  public long series() {
    return points().size();
  }
}
