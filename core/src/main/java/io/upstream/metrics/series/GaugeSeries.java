package io.upstream.metrics.series;

import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.ValueRows;
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.series.cell.GaugeCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The series of a gauge family.
 *
 * @param <L> the label record
 */
public final class GaugeSeries<L extends Record> extends FamilySeries<L, GaugeCell> {

  private static final int MOST_WAITING = 1_000;

  private final Gauge<L> api = new Gauge<>(this);
  private final GaugeFamily<L> declared;
  private final Set<GaugeWatch> waiting = ConcurrentHashMap.newKeySet(1);
  private volatile boolean asksOthers;

  GaugeSeries(GaugeFamily<L> family, SeriesRegistry registry) {
    super(family, registry, 1);
    this.declared = family;
  }

  // A gauge without open labels is on the page before it is set; an info only after that.
  @Override
  GaugeCell newCell(int closed, int bornAt) {
    return new GaugeCell(closed, plan.keyed().length == 0 && family.type() != FamilyType.INFO);
  }

  @Override
  boolean keepsFolded() {
    return false;
  }

  @Override
  long fingerprint(GaugeCell cell) {
    return cell.timesFoundSet();
  }

  @Override
  ValueRows.Kind kind(GaugeCell cell) {
    return cell.isWatched()
        ? ValueRows.Kind.HELD
        : cell.isPresent() ? ValueRows.Kind.SET_GAUGE : ValueRows.Kind.COUNTED;
  }

  @Override
  boolean putsWithoutLock() {
    return false;
  }

  @Override
  boolean isUsed() {
    boolean[] used = {false};
    try {
      rows.forEach((row, cell) -> used[0] |= cell.isUsed());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written here
    }
    return used[0];
  }

  /** Returns the public type of this family. */
  public Gauge<L> api() {
    return api;
  }

  /** Sets the number. */
  public void set(@Nullable L labels, double value) {
    if (admits(value)) {
      GaugeCell cell = locate(labels, false);
      while (cell != null && !cell.set(value)) {
        cell = locate(labels, true);
      }
    }
  }

  /** Returns the last value or the answer of the supplier; NaN if there is neither. */
  double value(@Nullable L labels) {
    GaugeCell cell = known(labels);
    try {
      Double value = cell == null ? null : cell.read();
      return value == null ? Double.NaN : value;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return Double.NaN; // an application's supplier; the page counts it
    }
  }

  /** Ends a series, watched or not; returns whether it existed. */
  boolean remove(@Nullable L labels) {
    GaugeCell cell = takeOut(labels);
    if (cell != null) {
      cell.end();
    }
    return cell != null;
  }

  /** Returns a handle on one series that needs no look-up. */
  public BoundGauge bind(@Nullable L labels) {
    return new BoundGauge(this, BoundSeries.of(this, labels));
  }

  /** Sets the number of a series with one open label. */
  public void set(double value, int closed, LabelEntry a) {
    if (admits(value)) {
      GaugeCell cell = find(closed, a);
      if (cell == null || !cell.set(value)) {
        cell = locate(closed, a, null, null, null, cell != null);
        while (cell != null && !cell.set(value)) {
          cell = locate(closed, a, null, null, null, true);
        }
      }
    }
  }

  /** Calls a supplier for the number of a series when it is read: see {@link Gauge#watch}. */
  public Gauge.Watch watch(@Nullable L labels, DoubleSupplier supplier) {
    Objects.requireNonNull(supplier, "expected a supplier to watch, got null");
    GaugeWatch watch = new GaugeWatch(this, BoundSeries.of(this, labels), supplier);
    asksOthers = true;
    // First it waits, then it tries: a budget that changes in between is not missed.
    if (waiting.size() < MOST_WAITING) {
      waiting.add(watch);
    }
    boolean isAccepted = false;
    try {
      watch.begin();
      isAccepted = true;
      return watch;
    } finally {
      if (!isAccepted) { // a strict recorder has thrown
        watch.close();
      } else if (!watch.isWaiting()) {
        waiting.remove(watch);
      }
    }
  }

  void forget(GaugeWatch watch) {
    waiting.remove(watch);
  }

  /**
   * Watches one of the library's own figures, whose label is never folded. The watch lasts as long
   * as the supplier exists, so there is nothing to close.
   */
  void watch(LabelEntry a, GaugeCell.@Nullable Ours supplier) {
    GaugeCell cell = find(closed(), a);
    watch(cell != null ? cell : locate(closed(), a, null, null, null, false), supplier);
  }

  /** Watches one of the library's own figures in a family without labels. */
  void watch(GaugeCell.Ours supplier) {
    watch(find(closed()), supplier);
  }

  private static void watch(@Nullable GaugeCell cell, GaugeCell.@Nullable Ours supplier) {
    if (cell != null) {
      cell.watch(supplier);
    }
  }

  /** Returns whether a supplier of the application was ever watched here. */
  public boolean asksOthers() {
    return asksOthers;
  }

  /** Budgets have changed: what waits may begin. */
  void lookAgain() {
    waiting.forEach(GaugeWatch::beginIfNamed);
    waiting.removeIf(watch -> !watch.isWaiting());
  }

  /** Returns whether a number can be set; counts a refusal if it cannot. */
  public boolean admits(double value) {
    boolean admitted = declared.allows(value);
    if (!admitted) {
      refuse(
          Double.isFinite(value) ? RejectReason.OUT_OF_RANGE : RejectReason.NOT_A_NUMBER,
          "a number in the declared range",
          value);
    }
    return admitted;
  }
}
