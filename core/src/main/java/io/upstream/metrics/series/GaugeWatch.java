package io.upstream.metrics.series;

import io.upstream.metrics.series.cell.CollectorState;
import io.upstream.metrics.series.cell.GaugeCell;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One registration of a supplier of the number of a gauge series.
 *
 * <p>It begins when its series can exist, at once or after a budget has changed, and ends when it
 * is closed. No lock is held while it resolves labels and calls the supplier, because both may run
 * an application's code.
 */
final class GaugeWatch implements Gauge.Watch, GaugeCell.Source {

  private final GaugeSeries<?> gauge;
  private final BoundSeries<GaugeCell> series;
  private final CollectorState state = new CollectorState();
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile @Nullable DoubleSupplier supplier; // null when closed
  private volatile @Nullable Double last;
  private @Nullable GaugeCell cell;

  GaugeWatch(GaugeSeries<?> gauge, BoundSeries<GaugeCell> series, DoubleSupplier supplier) {
    this.gauge = gauge;
    this.series = series;
    this.supplier = supplier;
  }

  /** Begins, unless its labels are folded; that is counted. */
  void begin() {
    GaugeCell found = series.cell();
    while (found != null && !attach(found)) {
      found = series.cellAfter(found);
    }
  }

  /** Begins if its labels are no longer folded. */
  void beginIfNamed() {
    GaugeCell found = series.cellIfNamed();
    while (found != null && !attach(found)) {
      found = series.cellAfter(found);
    }
  }

  /** Begins to watch a series; false if that has left. */
  private synchronized boolean attach(GaugeCell found) {
    if (cell == null && supplier != null) {
      if (!found.watch(this)) {
        return false;
      }
      cell = found;
    }
    return true;
  }

  /** Returns whether the watch can begin later. */
  synchronized boolean isWaiting() {
    return cell == null && supplier != null && series.isOpen();
  }

  @Override
  public CollectorState state() {
    return state;
  }

  /**
   * Calls the supplier. A page that asks during a call of another page gets the previous answer, so
   * that a supplier that reads the page, on any thread, is not called within its own call.
   */
  @Override
  public @Nullable Double read() {
    DoubleSupplier asked = supplier;
    if (asked == null || !asking.compareAndSet(false, true)) {
      return last;
    }
    try {
      double value = asked.getAsDouble();
      Double answer = gauge.admits(value) ? value : null;
      last = answer;
      return answer;
    } finally {
      asking.set(false);
    }
  }

  @Override
  public synchronized void close() {
    supplier = null;
    last = null;
    gauge.forget(this);
    GaugeCell watched = cell;
    if (watched != null) {
      watched.unwatch(this);
    }
  }
}
