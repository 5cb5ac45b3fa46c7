package io.upstream.metrics.benchmarks.record;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.series.Observer;
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

  private static final int SCHEMA = 3;
  private static final int MOST_BUCKETS = 160;

  /** The kinds of buckets that the series has. */
  public enum Buckets {
    BOTH,
    NATIVE
  }

  /** The buckets of the series. */
  @Param public Buckets buckets = Buckets.BOTH;

  private final double[] values =
      Cursor.values(random -> 0.05 * Math.exp(0.7 * random.nextGaussian()));
  private Observer ours;
  private DistributionDataPoint theirs;

  @Setup
  public void fill() {
    boolean both = buckets == Buckets.BOTH;
    HistogramFamily.Builder family =
        HistogramFamily.named("bench_native_seconds").nativeResolution(SCHEMA, MOST_BUCKETS);
    ours =
        Upstream.recorder(1)
            .histogram((both ? family.buckets(Cursor.BOUNDS) : family).help("Times.").noLabels())
            .bind(NoLabels.NONE);
    io.prometheus.metrics.core.metrics.Histogram.Builder other =
        io.prometheus.metrics.core.metrics.Histogram.builder()
            .name("bench_native_seconds")
            .nativeInitialSchema(SCHEMA)
            .nativeMaxNumberOfBuckets(MOST_BUCKETS)
            .labelNames("one");
    theirs =
        (both ? other.classicUpperBounds(Cursor.BOUNDS) : other.nativeOnly())
            .build()
            .labelValues("one");
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
