package io.upstream.metrics.series;

import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.ValueRows;
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.series.cell.UpDownCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The series of an up-and-down family.
 *
 * @param <L> the label record
 */
public final class UpDownSeries<L extends Record> extends FamilySeries<L, UpDownCell> {

  private final UpDown<L> api = new UpDown<>(this);
  private final Set<UpDownWatch> watches = ConcurrentHashMap.newKeySet(1);

  UpDownSeries(UpDownFamily<L> family, SeriesRegistry registry) {
    super(family, registry, 1);
  }

  @Override
  UpDownCell newCell(int closed, int bornAt) {
    return new UpDownCell(closed);
  }

  @Override
  ValueRows.Kind kind(UpDownCell cell) {
    boolean held = cell.value() != 0 && !cell.isRetired();
    return held ? ValueRows.Kind.HELD : ValueRows.Kind.COUNTED;
  }

  @Override
  boolean isUsed() {
    boolean[] used = {!watches.isEmpty()};
    try {
      rows.forEach((row, cell) -> used[0] |= cell.value() != 0 && !cell.isRetired());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written here
    }
    return used[0];
  }

  /** Returns the public type of this family. */
  public UpDown<L> api() {
    return api;
  }

  /** Changes the number by an amount of either sign. */
  public void add(@Nullable L labels, long amount) {
    if (admits(amount)) {
      UpDownCell cell = locate(labels, false);
      while (cell != null && !cell.add(amount)) {
        cell = locate(labels, true);
      }
    }
  }

  /** Returns whether an amount can be added; counts a refusal if it cannot. */
  boolean admits(long amount) {
    return admits(amount, UpDownCell.MOST);
  }

  /** Returns whether a supplier's number can be shown; counts a refusal if it cannot. */
  boolean admitsAnswer(long number) {
    return admits(number, UpDownCell.MOST / 2); // so that each change of it is an amount
  }

  private boolean admits(long number, long most) {
    boolean admitted = -most <= number && number <= most;
    if (!admitted) {
      refuse(RejectReason.OUT_OF_RANGE, "a number from -" + most + " to " + most, (double) number);
    }
    return admitted;
  }

  /** Returns the number of a series; 0 where there is none. */
  long value(@Nullable L labels) {
    UpDownCell cell = known(labels);
    long value = cell == null ? 0 : cell.value();
    return UpDownCell.hasLeft(value) ? 0 : value;
  }

  /** Makes a supplier's number a part of a series: see {@link UpDown#watch}. */
  Gauge.Watch watch(BoundUpDown series, LongSupplier supplier) {
    Objects.requireNonNull(supplier, "expected a supplier to watch, got null");
    UpDownWatch watch = new UpDownWatch(this, series, supplier);
    watches.add(watch);
    return watch;
  }

  void forget(UpDownWatch watch) {
    watches.remove(watch);
  }

  /** Returns the suppliers to ask before the numbers are read. */
  public Set<UpDownWatch> watches() {
    return watches;
  }

  /** Returns a handle that stays on its series. */
  public BoundUpDown bind(@Nullable L labels) {
    int closed = labels == null ? -1 : plan.closed(labels);
    LabelEntry[] entries =
        labels == null || closed < 0 ? FamilySeries.NO_ENTRIES : plan.resolve(labels);
    return new BoundUpDown(this, closed, entries);
  }

  /** Returns a handle on a series with one open label. */
  public BoundUpDown bind(int closed, LabelEntry a) {
    return new BoundUpDown(this, closed, a);
  }
}
