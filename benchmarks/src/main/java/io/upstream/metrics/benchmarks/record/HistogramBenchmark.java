package io.upstream.metrics.benchmarks.record;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.upstream.metrics.benchmarks.peers.Histograms;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.series.Observer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An observation of one histogram series that was looked up beforehand, by one or more threads. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills it
public class HistogramBenchmark {

  private static final double[] BOUNDS = {0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64};

  private final double[] values = new double[1 << 12];
  private final DoubleAdder sum = new DoubleAdder();
  private final LongAdder[] adders =
      Stream.generate(LongAdder::new).limit(BOUNDS.length + 1).toArray(LongAdder[]::new);
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
    // Each bucket gets as many values, in random order.
    Random random = new Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.004 * Math.pow(2, random.nextInt(BOUNDS.length + 1));
    }
    HistogramFamily<NoLabels> family = Histograms.family("bench_seconds", NoLabels.class, BOUNDS);
    ours = Upstream.recorder(1).histogram(family).bind(NoLabels.NONE);
    theirs =
        io.prometheus.metrics.core.metrics.Histogram.builder()
            .name("bench_seconds")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .labelNames("one")
            .build()
            .labelValues("one");
  }

  /** An adder for each bucket and one for the sum. */
  @Benchmark
  public void adders(Cursor cursor) {
    double value = cursor.next(values);
    int bucket = 0;
    while (bucket < BOUNDS.length && value > BOUNDS[bucket]) {
      bucket++;
    }
    adders[bucket].increment();
    sum.add(value);
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
