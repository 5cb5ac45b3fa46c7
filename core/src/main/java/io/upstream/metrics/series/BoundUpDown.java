package io.upstream.metrics.series;

import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.series.cell.UpDownCell;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A handle on one up-and-down series, which threads may retain and share.
 *
 * <p>The handle stays on its series as long as the series exists, and a series whose number is not
 * 0 never leaves.
 */
public final class BoundUpDown {

  private final UpDownSeries<?> series;
  private final int closed;
  private final @Nullable LabelEntry entry; // of the many families with one open label
  private final LabelEntry @Nullable [] entries;
  private volatile @Nullable UpDownCell cell;

  BoundUpDown(UpDownSeries<?> series, int closed, LabelEntry[] entries) {
    this.series = series;
    this.closed = closed;
    this.entry = null;
    this.entries = entries;
    this.cell = locate(false);
  }

  BoundUpDown(UpDownSeries<?> series, int closed, LabelEntry entry) {
    this.series = series;
    this.closed = closed;
    this.entry = entry;
    this.entries = null;
    this.cell = locate(false);
  }

  private @Nullable UpDownCell locate(boolean counted) {
    return entries == null
        ? series.locate(closed, entry, null, null, null, counted)
        : series.locate(closed, entries, counted);
  }

  /** Adds 1. */
  public void inc() {
    add(1);
  }

  /** Subtracts 1. */
  public void dec() {
    add(-1);
  }

  /** Makes a supplier's number a part of this one: see {@link UpDown#watch}. */
  public Gauge.Watch watch(LongSupplier supplier) {
    return series.watch(this, supplier);
  }

  /** Changes the number by an amount of either sign; one beyond 2^53 is refused and counted. */
  public void add(long amount) {
    if (!series.admits(amount)) {
      return;
    }
    UpDownCell now = cell;
    while (now != null && !now.add(amount)) {
      now = locate(true);
      cell = now;
    }
  }
}
