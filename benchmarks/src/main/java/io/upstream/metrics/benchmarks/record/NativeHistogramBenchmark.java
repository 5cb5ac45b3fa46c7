package io.upstream.metrics.benchmarks.record;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.series.Observer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * An observation of one series with exponential buckets of schema 3, looked up beforehand, by one
 * or more threads. The values are those of a log-normal distribution, which fill some 40 buckets.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills it
public class NativeHistogramBenchmark {

  private static final double[] BOUNDS = {0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64};
  private static final int SCHEMA = 3;
  private static final int MOST_BUCKETS = 160;

  /** Whether the series has classic buckets too. */
  public enum Buckets {
    BOTH,
    NATIVE
  }

  /** The buckets of the series. */
  @Param public Buckets buckets = Buckets.BOTH;

  private final double[] values = new double[1 << 12];
  private Observer ours;
  private DistributionDataPoint theirs;

  /** The place of a thread in the values. */
  @State(Scope.Thread)
  public static class Cursor {
    private int at;

    double next(double[] values) {
      return values[at++ & values.length - 1];
    }
  }

  @Setup
  public void fill() {
    Random random = new Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.05 * Math.exp(0.7 * random.nextGaussian());
    }
    boolean both = buckets == Buckets.BOTH;
    HistogramFamily.Builder family =
        HistogramFamily.named("bench_native_seconds").nativeResolution(SCHEMA, MOST_BUCKETS);
    ours =
        Upstream.recorder(1)
            .histogram((both ? family.buckets(BOUNDS) : family).help("Times.").noLabels())
            .bind(NoLabels.NONE);
    io.prometheus.metrics.core.metrics.Histogram.Builder other =
        io.prometheus.metrics.core.metrics.Histogram.builder()
            .name("bench_native_seconds")
            .nativeInitialSchema(SCHEMA)
            .nativeMaxNumberOfBuckets(MOST_BUCKETS)
            .labelNames("one");
    theirs =
        (both ? other.classicUpperBounds(BOUNDS) : other.nativeOnly()).build().labelValues("one");
    for (double value : values) { // each bucket is there before the first round
      ours.observe(value);
      theirs.observe(value);
    }
  }

  @Benchmark
  public void upstream(Cursor cursor) {
    ours.observe(cursor.next(values));
  }

  @Benchmark
  public void clientJava(Cursor cursor) {
    theirs.observe(cursor.next(values));
  }
}
