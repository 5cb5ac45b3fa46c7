package io.upstream.metrics.series;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A supplier that is asked for the number of a gauge series, from when the series may be there. */
final class GaugeWatch implements Gauge.Watch {

  private final BoundSeries<GaugeCell> binding;
  private final DoubleSupplier supplier;
  private @Nullable GaugeCell cell;
  private boolean closed;

  GaugeWatch(BoundSeries<GaugeCell> binding, DoubleSupplier supplier) {
    this.binding = binding;
    this.supplier = supplier;
  }

  /** Begins, unless its labels are folded; that is counted. Says whether to try again later. */
  synchronized boolean begin() {
    watch(binding.cell());
    return cell == null && binding.isOpen();
  }

  /** Tries again after budgets have changed, and says whether to go on trying. */
  synchronized boolean isStillWaiting() {
    if (!closed && cell == null) {
      watch(binding.cellIfNamed());
    }
    return !closed && cell == null;
  }

  private void watch(@Nullable GaugeCell found) {
    cell = found;
    if (found != null) {
      found.watch(supplier);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (cell != null) {
      cell.unwatch(supplier);
    }
  }
}
