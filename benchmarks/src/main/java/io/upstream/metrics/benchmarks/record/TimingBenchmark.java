package io.upstream.metrics.benchmarks.record;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.label.Product;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A timing around no work. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class TimingBenchmark {

  private final UpstreamRecorder recorder = Upstream.recorder(10);
  private final Histogram histogram =
      Histogram.builder()
          .name("computation_seconds")
          .classicOnly()
          .classicUpperBounds(1, 5, 10, 30, 60, 120, 300, 600)
          .labelNames("product")
          .build();
  private final DistributionDataPoint bound = histogram.labelValues("drift_watch");

  @Benchmark
  public void upstream() {
    recorder.timeDriftComputation(Product.DRIFT_WATCH).close();
  }

  @Benchmark
  public double clientJava() {
    return histogram.labelValues("drift_watch").startTimer().observeDuration();
  }

  /** With a cached data point, where ours looks its series up at each call. */
  @Benchmark
  public double clientJavaBound() {
    return bound.startTimer().observeDuration();
  }

  /** The lower bound: two questions to the clock. */
  @Benchmark
  public long clockTwice() {
    long start = System.nanoTime();
    return System.nanoTime() - start;
  }
}
