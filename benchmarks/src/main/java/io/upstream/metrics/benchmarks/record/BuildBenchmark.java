package io.upstream.metrics.benchmarks.record;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.SelfFamilies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The whole catalogue, built once more. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class BuildBenchmark {

  private final List<Family<?>> families = families();

  private static List<Family<?>> families() {
    List<Family<?>> all = new ArrayList<>(Catalogue.BUSINESS);
    all.addAll(Catalogue.TECHNICAL);
    all.addAll(SelfFamilies.ALL);
    return all;
  }

  /** With its guards, its registry and a collector for each family in it. */
  @Benchmark
  public UpstreamRecorder upstream() {
    return UpstreamRecorder.builder().jvm(false).build();
  }

  @Benchmark
  public PrometheusRegistry clientJava() {
    PrometheusRegistry registry = new PrometheusRegistry();
    for (Family<?> family : families) {
      String[] labels = family.schema().labels().stream().map(Label::name).toArray(String[]::new);
      // Names that it refuses are spelled otherwise.
      String name = family.name().replace("_total", "_all").replace("_created", "_made");
      name = name.replace("_info", "_facts").replace("_bucket", "_pail");
      if (family instanceof CounterFamily<?>) {
        Counter.builder().name(name).help(family.help()).labelNames(labels).register(registry);
      } else if (family instanceof HistogramFamily<?> histogram) {
        Histogram.builder()
            .name(name)
            .help(family.help())
            .labelNames(labels)
            .classicOnly()
            .classicUpperBounds(histogram.bounds())
            .register(registry);
      } else {
        Gauge.builder().name(name).help(family.help()).labelNames(labels).register(registry);
      }
    }
    return registry;
  }
}
