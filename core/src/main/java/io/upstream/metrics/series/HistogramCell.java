package io.upstream.metrics.series;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The buckets of one histogram series.
 *
 * <p>One array holds all of it: a count for each bucket, not cumulated, the infinite one included,
 * and the sum's bits last. The number of observations is the sum of the buckets whenever somebody
 * asks, so that the count and the infinite bucket cannot differ, whatever is recorded meanwhile.
 */
public final class HistogramCell implements Observer {

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

  private final Histogram<?> histogram;
  private final long[] slots;

  HistogramCell(Histogram<?> histogram) {
    this.histogram = histogram;
    this.slots = new long[histogram.bounds().length + 2];
  }

  @Override
  public void observe(double value) {
    if (histogram.admits(value)) {
      record(value);
    }
  }

  /** Records what has been admitted. */
  void record(double value) {
    SLOT.getAndAdd(slots, histogram.bucket(value), 1L);
    int at = slots.length - 1;
    long seen;
    long next;
    do {
      seen = (long) SLOT.getOpaque(slots, at);
      next = Double.doubleToRawLongBits(Double.longBitsToDouble(seen) + value);
    } while (!SLOT.weakCompareAndSet(slots, at, seen, next));
  }

  /** Copies the counts of the buckets and returns the sum. */
  public double read(long[] counts) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (long) SLOT.getOpaque(slots, i);
    }
    return Double.longBitsToDouble((long) SLOT.getOpaque(slots, slots.length - 1));
  }
}
