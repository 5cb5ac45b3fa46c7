package io.upstream.metrics.benchmarks.peers;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.upstream.metrics.page.PageFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/** Micrometer with its Prometheus registry, used as its documentation does: by name and tags. */
public final class MicrometerPrometheus implements Library {

  private static final Duration[] BOUNDS =
      Arrays.stream(ClientJava.BOUNDS)
          .mapToObj(seconds -> Duration.ofMillis((long) (seconds * 1000)))
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry;

  /** Records to a registry. */
  public MicrometerPrometheus(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void event(Drift event) {
    count(event, 1);
  }

  @Override
  public void count(Drift event, long amount) {
    registry
        .counter(
            "upstream.drift.event.detected",
            "product",
            event.productText(),
            "drift_type",
            event.typeText(),
            "severity_level",
            event.levelText(),
            "customer_id",
            event.customer())
        .increment(amount);
  }

  @Override
  public void ingestion(String customer, double seconds) {
    Timer.builder("upstream.ingestion.processing")
        .serviceLevelObjectives(BOUNDS)
        .tag("customer_id", customer)
        .register(registry)
        .record(Duration.ofMillis((long) (seconds * 1000)));
  }

  @Override
  public void observe(Drift event, double seconds) {
    Timer.builder("bench.drift")
        .serviceLevelObjectives(BOUNDS)
        .tags(
            "product",
            event.productText(),
            "drift_type",
            event.typeText(),
            "severity_level",
            event.levelText(),
            "customer_id",
            event.customer())
        .register(registry)
        .record(Duration.ofMillis((long) (seconds * 1000)));
  }

  @Override
  public void page(PageFormat format, OutputStream out) throws IOException {
    registry.scrape(out, format.contentType());
  }
}
