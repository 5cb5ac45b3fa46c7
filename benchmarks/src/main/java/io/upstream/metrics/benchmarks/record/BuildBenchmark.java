package io.upstream.metrics.benchmarks.record;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.benchmarks.peers.ClientJavaCatalogue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** The whole catalogue, built once more. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BuildBenchmark {

  /** With its guards, its registry and a collector for each family in it. */
  @Benchmark
  public UpstreamRecorder upstream() {
    return UpstreamRecorder.builder().jvm(false).build();
  }

  @Benchmark
  public PrometheusRegistry clientJava() {
    return ClientJavaCatalogue.register();
  }
}
