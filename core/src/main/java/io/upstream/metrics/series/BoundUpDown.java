package io.upstream.metrics.series;

import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.series.cell.UpDownCell;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One up-and-down series, found beforehand; safe to keep and to share.
 *
 * <p>It stays on its series while that is there, and a series whose number is not 0 stays there.
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

  /** One more. */
  public void inc() {
    add(1);
  }

  /** One less. */
  public void dec() {
    add(-1);
  }

  /** Makes a supplier's number a part of this one: see {@link UpDown#watch}. */
  public Gauge.Watch watch(LongSupplier supplier) {
    return series.watch(this, supplier);
  }

  /** Changes the number by an amount of either sign. */
  public void add(long amount) {
    UpDownCell now = cell;
    while (now != null && !now.add(amount)) {
      now = locate(true);
      cell = now;
    }
  }
}
