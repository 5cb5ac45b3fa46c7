package io.upstream.metrics.benchmarks.guard;

import com.netflix.spectator.api.Clock;
import com.netflix.spectator.api.Counter;
import com.netflix.spectator.api.DefaultRegistry;
import com.netflix.spectator.api.Registry;
import com.netflix.spectator.api.RegistryConfig;
import com.netflix.spectator.api.Utils;
import com.netflix.spectator.api.patterns.CardinalityLimiters;
import java.util.List;
import java.util.function.Function;

/** Spectator: either each caller limits its values, or the registry limits its meters. */
final class SpectatorPeer implements GuardedCounter {

  private final String name;
  private final Registry registry;
  private final Function<String, String> limiter;

  private SpectatorPeer(String name, Registry registry, Function<String, String> limiter) {
    this.name = name;
    this.registry = registry;
    this.limiter = limiter;
  }

  static SpectatorPeer limitingValues() {
    return new SpectatorPeer(
        "Spectator `CardinalityLimiters.first`, at each call site",
        new DefaultRegistry(),
        CardinalityLimiters.first(GuardPeers.BUDGET));
  }

  static SpectatorPeer limitingMeters() {
    RegistryConfig config =
        key -> key.endsWith("maxNumberOfMeters") ? "" + 2 * GuardPeers.BUDGET : null;
    return new SpectatorPeer(
        "Spectator `maxNumberOfMeters`",
        new DefaultRegistry(Clock.SYSTEM, config),
        Function.identity());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void record(String customer, boolean success) {
    registry
        .counter(
            "events",
            "customer_id",
            limiter.apply(customer),
            "outcome",
            success ? "success" : "failure")
        .increment();
  }

  private List<Counter> counters() {
    return registry.counters().toList();
  }

  @Override
  public double total() {
    return counters().stream().mapToDouble(Counter::actualCount).sum();
  }

  @Override
  public double failures() {
    return counters().stream()
        .filter(counter -> "failure".equals(Utils.getTagValue(counter.id(), "outcome")))
        .mapToDouble(Counter::actualCount)
        .sum();
  }

  @Override
  public long series() {
    return counters().size();
  }
}
