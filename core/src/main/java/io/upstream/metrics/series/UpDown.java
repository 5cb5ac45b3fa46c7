package io.upstream.metrics.series;

import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.guard.LabelEntry;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is there now, in one recorder.
 *
 * <p>A page shows no number that was not there at some moment: one {@link AtomicLong} each, for a
 * sum over stripes can miss what went up and see it come down, and show fewer than none.
 *
 * <p>What goes up has to come down on the same series, also if a budget changed in between: take a
 * handle with {@link #bind}, which stays on the series it found.
 *
 * @param <L> the label record
 */
public final class UpDown<L extends Record> extends FamilySeries<L, AtomicLong> {

  UpDown(UpDownFamily<L> family, SeriesRegistry book) {
    super(family, book, 1);
  }

  @Override
  AtomicLong newCell() {
    return new AtomicLong();
  }

  /** Changes the number by an amount of either sign. */
  public void add(@Nullable L labels, long amount) {
    AtomicLong cell = cell(labels);
    if (cell != null) {
      cell.addAndGet(amount);
    }
  }

  /** A handle that stays on its series. */
  public BoundUpDown bind(@Nullable L labels) {
    return new BoundUpDown(cell(labels));
  }

  /** A handle on a series with one keyed label. */
  public BoundUpDown bind(int closed, LabelEntry a) {
    return new BoundUpDown(cell(closed, a));
  }
}
