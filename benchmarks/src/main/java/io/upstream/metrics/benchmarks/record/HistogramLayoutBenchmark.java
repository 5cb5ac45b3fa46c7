package io.upstream.metrics.benchmarks.record;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.upstream.metrics.benchmarks.peers.Upstream;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.series.Observer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How a bucket is found, and where its count is kept: what the histogram was chosen from. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills it
public class HistogramLayoutBenchmark {

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

  @Param({"8", "14"})
  public int bounds;

  private double[] upper;
  private double[] values;
  private long[] slots;
  private LongAdder[] adders;
  private final DoubleAdder sum = new DoubleAdder();
  private Observer ours;
  private DistributionDataPoint theirs;

  /** Where a thread is in the values. */
  @State(Scope.Thread)
  public static class Cursor {
    private int at;

    double next(double[] values) {
      return values[at++ & values.length - 1];
    }
  }

  @Setup
  public void fill() {
    upper = new double[bounds];
    for (int i = 0; i < bounds; i++) {
      upper[i] = 0.005 * Math.pow(2, i);
    }
    // As many in each bucket, in no order.
    Random random = new Random(5);
    values = new double[1 << 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.004 * Math.pow(2, random.nextInt(bounds + 1));
    }
    slots = new long[bounds + 2];
    adders = new LongAdder[bounds + 1];
    for (int i = 0; i < adders.length; i++) {
      adders[i] = new LongAdder();
    }
    HistogramFamily<NoLabels> family =
        HistogramFamily.named("layout_seconds").buckets(upper).help("Layout.").noLabels();
    ours = Upstream.recorder(1).histogram(family).bind(NoLabels.NONE);
    theirs =
        io.prometheus.metrics.core.metrics.Histogram.builder()
            .name("layout_seconds")
            .classicOnly()
            .classicUpperBounds(upper)
            .labelNames("one")
            .build()
            .labelValues("one");
  }

  private static int linear(double[] upper, double value) {
    int bucket = 0;
    while (bucket < upper.length && value > upper[bucket]) {
      bucket++;
    }
    return bucket;
  }

  @Benchmark
  public int searchLinear(Cursor cursor) {
    return linear(upper, cursor.next(values));
  }

  @Benchmark
  public int searchBinary(Cursor cursor) {
    double value = cursor.next(values);
    int low = 0;
    int high = upper.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value > upper[middle]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** All bounds are looked at, so that there is no branch to guess. */
  @Benchmark
  public int searchCounting(Cursor cursor) {
    double value = cursor.next(values);
    int bucket = 0;
    for (double bound : upper) {
      bucket += value > bound ? 1 : 0;
    }
    return bucket;
  }

  /** One array for counts and sum: 8 bytes a bucket. */
  @Benchmark
  public void layoutOneArray(Cursor cursor) {
    double value = cursor.next(values);
    SLOT.getAndAdd(slots, linear(upper, value), 1L);
    int at = slots.length - 1;
    long seen;
    long next;
    do {
      seen = (long) SLOT.getOpaque(slots, at);
      next = Double.doubleToRawLongBits(Double.longBitsToDouble(seen) + value);
    } while (!SLOT.weakCompareAndSet(slots, at, seen, next));
  }

  /** An adder for each bucket and one for the sum, as client_java has it: 36 bytes a bucket. */
  @Benchmark
  public void layoutAdders(Cursor cursor) {
    double value = cursor.next(values);
    adders[linear(upper, value)].increment();
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
