package io.upstream.metrics.series;

import io.upstream.metrics.series.cell.CollectorState;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One registration of a supplier whose number is added to an up-and-down series.
 *
 * <p>A page calls the supplier and adds the change since the previous page. No lock is held during
 * the call, because the supplier may be an application's code.
 */
public final class UpDownWatch implements Gauge.Watch {

  private final UpDownSeries<?> all;
  private final BoundUpDown series;
  private final CollectorState state = new CollectorState();
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile @Nullable LongSupplier supplier; // null when closed
  private long part;

  UpDownWatch(UpDownSeries<?> all, BoundUpDown series, LongSupplier supplier) {
    this.all = all;
    this.series = series;
    this.supplier = supplier;
  }

  /** Returns whether the supplier is still running for an earlier page. */
  public CollectorState state() {
    return state;
  }

  /**
   * Calls the supplier. While another page calls it, the number does not change. A supplier that
   * throws, or whose number is beyond 2^52 of either sign, counts as 0.
   */
  public void refresh() {
    LongSupplier asked = supplier;
    if (asked == null || !asking.compareAndSet(false, true)) {
      return;
    }
    long number = 0;
    try {
      long answer = asked.getAsLong();
      number = all.admitsAnswer(answer) ? answer : 0;
    } finally {
      asking.set(false);
      show(number);
    }
  }

  private synchronized void show(long number) {
    if (supplier != null) {
      series.add(number - part);
      part = number;
    }
  }

  @Override
  public synchronized void close() {
    supplier = null;
    all.forget(this);
    series.add(-part);
    part = 0;
  }
}
