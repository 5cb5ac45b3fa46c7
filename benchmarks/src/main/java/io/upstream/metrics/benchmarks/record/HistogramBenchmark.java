package io.upstream.metrics.benchmarks.record;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.upstream.metrics.benchmarks.peers.Histograms;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.series.Observer;
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

  // Each bucket gets as many values, in random order.
  private final double[] values =
      Cursor.values(random -> 0.004 * Math.pow(2, random.nextInt(Cursor.BOUNDS.length + 1)));
  private final DoubleAdder sum = new DoubleAdder();
  private final LongAdder[] adders =
      Stream.generate(LongAdder::new).limit(Cursor.BOUNDS.length + 1).toArray(LongAdder[]::new);
  private Observer ours;
  private DistributionDataPoint theirs;

  @Setup
  public void fill() {
    HistogramFamily<NoLabels> family =
        Histograms.family("bench_seconds", NoLabels.class, Cursor.BOUNDS);
    ours = Upstream.recorder(1).histogram(family).bind(NoLabels.NONE);
    theirs =
        io.prometheus.metrics.core.metrics.Histogram.builder()
            .name("bench_seconds")
            .classicOnly()
            .classicUpperBounds(Cursor.BOUNDS)
            .labelNames("one")
            .build()
            .labelValues("one");
  }

  /** An adder for each bucket and one for the sum. */
  @Benchmark
  public void adders(Cursor cursor) {
    double value = cursor.next(values);
    int bucket = 0;
    while (bucket < Cursor.BOUNDS.length && value > Cursor.BOUNDS[bucket]) {
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
