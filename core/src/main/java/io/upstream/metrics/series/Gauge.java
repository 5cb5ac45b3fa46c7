package io.upstream.metrics.series;

import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.label.RejectReason;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was measured last, in one recorder.
 *
 * <pre>{@code
 * recorder.gauge(QUEUE_LENGTH).set(labels, 17);
 * Watch watch = recorder.gauge(QUEUE_LENGTH).watch(labels, queue::size);   // asked at each scrape
 * }</pre>
 *
 * <p>A value whose label folds is dropped and counted.
 *
 * @param <L> the label record
 */
public final class Gauge<L extends Record> extends FamilySeries<L, GaugeCell> {

  private static final int MOST_WAITING = 1_000;

  private final GaugeFamily<L> declared;
  private final Set<GaugeWatch> waiting = ConcurrentHashMap.newKeySet(1);
  private volatile boolean asksOthers;

  Gauge(GaugeFamily<L> family, SeriesRegistry book) {
    super(family, book, 1);
    this.declared = family;
  }

  @Override
  GaugeCell newCell() {
    return new GaugeCell(plan.keyed().length == 0);
  }

  @Override
  boolean keepsFolded() {
    return false;
  }

  /** Sets the number. */
  public void set(@Nullable L labels, double value) {
    if (admits(value)) {
      set(cell(labels), value);
    }
  }

  /** Sets the number of a series with one keyed label. */
  public void set(double value, int closed, LabelEntry a) {
    if (admits(value)) {
      set(cell(closed, a), value);
    }
  }

  /** A handle on one series that needs no look-up. */
  public BoundGauge bind(@Nullable L labels) {
    return new BoundGauge(this, BoundSeries.of(this, labels));
  }

  /**
   * Has a supplier asked for the number at each scrape, until the watch is closed. One that throws
   * or answers a number outside the declared range costs its line and is counted. The last to watch
   * a series is asked; closing an earlier watch does not end it, also where both have the same
   * supplier. Pages at the same moment share an answer.
   *
   * <p>One whose label is folded for a budget begins when a larger budget names it; as many as
   * {@value #MOST_WAITING} of a family wait for that.
   *
   * @throws NullPointerException if there is no supplier
   */
  public Watch watch(@Nullable L labels, DoubleSupplier supplier) {
    Objects.requireNonNull(supplier, "expected a supplier to watch, got null");
    GaugeWatch watch = new GaugeWatch(this, BoundSeries.of(this, labels), supplier);
    asksOthers = true;
    // First it waits, then it tries: a budget that changes in between is not missed.
    if (waiting.size() < MOST_WAITING) {
      waiting.add(watch);
    }
    watch.begin();
    if (!watch.isWaiting()) {
      waiting.remove(watch);
    }
    return watch;
  }

  void forget(GaugeWatch watch) {
    waiting.remove(watch);
  }

  /**
   * The same for one of the library's own figures, whose label is not folded: it is asked for as
   * long as there is a supplier, and needs nothing to be closed by.
   */
  void watch(LabelEntry a, GaugeCell.@Nullable Ours supplier) {
    watch(cell(closed(), a), supplier);
  }

  /** The same for a family without labels. */
  void watch(GaugeCell.Ours supplier) {
    watch(cell(closed()), supplier);
  }

  private static void watch(@Nullable GaugeCell cell, GaugeCell.@Nullable Ours supplier) {
    if (cell != null) {
      cell.watch(supplier);
    }
  }

  /** Whether the code of others has ever been watched here. */
  public boolean asksOthers() {
    return asksOthers;
  }

  /** Budgets have changed: what waits may begin. */
  void lookAgain() {
    waiting.forEach(GaugeWatch::beginIfNamed);
    waiting.removeIf(watch -> !watch.isWaiting());
  }

  /** Whether a number can be set; one that cannot is refused and counted. */
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

  static void set(@Nullable GaugeCell cell, double value) {
    if (cell != null) {
      cell.set(value);
    }
  }

  /** A supplier that is asked until this is closed. */
  @FunctionalInterface
  public interface Watch extends AutoCloseable {

    @Override
    void close();
  }
}
