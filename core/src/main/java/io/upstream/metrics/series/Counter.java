package io.upstream.metrics.series;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.label.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happened, in one recorder.
 *
 * <pre>{@code
 * recorder.counter(CHECKOUTS).inc(new CheckoutLabels(Product.DRIFT_WATCH, customer));
 * BoundCounter checkouts = recorder.counter(CHECKOUTS).bind(labels);   // for hot loops
 * }</pre>
 *
 * <p>Whole amounts are exact however many there are; an amount with a fraction makes the series a
 * sum of doubles from then on. A counter never goes down: a negative amount is refused and counted.
 *
 * @param <L> the label record
 */
public final class Counter<L extends Record> extends FamilySeries<L, CounterCell> {

  Counter(CounterFamily<L> family, SeriesRegistry book) {
    super(family, book, 1);
  }

  @Override
  CounterCell newCell() {
    return new CounterCell();
  }

  /** Counts one event. */
  public void inc(@Nullable L labels) {
    add(labels, 1);
  }

  /** Counts several events. */
  public void add(@Nullable L labels, long amount) {
    if (admits(amount)) {
      increase(cell(labels), amount);
    }
  }

  /** Adds an amount that may have a fraction. */
  public void add(@Nullable L labels, double amount) {
    if (admits(amount)) {
      increase(cell(labels), amount);
    }
  }

  /** A handle on one series that needs no look-up. */
  public BoundCounter bind(@Nullable L labels) {
    return new BoundCounter(this, BoundSeries.of(this, labels));
  }

  /** Adds to a series of closed labels only. */
  public void add(long amount, int closed) {
    if (admits(amount)) {
      increase(cell(closed), amount);
    }
  }

  /** Adds to a series with one keyed label. */
  public void add(long amount, int closed, LabelEntry a) {
    if (admits(amount)) {
      increase(cell(closed, a), amount);
    }
  }

  /** Adds to a series with two keyed labels. */
  public void add(long amount, int closed, LabelEntry a, LabelEntry b) {
    if (admits(amount)) {
      increase(cell(closed, a, b), amount);
    }
  }

  /** Adds to a series with three keyed labels. */
  public void add(long amount, int closed, LabelEntry a, LabelEntry b, LabelEntry c) {
    if (admits(amount)) {
      increase(cell(closed, a, b, c), amount);
    }
  }

  /** The sum over all series. */
  public double total() {
    double[] total = {0};
    try {
      tree.forEach((path, closed, cell) -> total[0] += cell.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written here
    }
    return total[0];
  }

  /**
   * Whether an amount can be added; one that cannot is refused and counted. To ask before labels
   * are resolved: what is refused must not bring a new value.
   */
  public boolean admits(long amount) {
    if (amount < 0) {
      refuse(RejectReason.NEGATIVE, "0 or more", (double) amount);
    }
    return amount >= 0;
  }

  boolean admits(double amount) {
    if (!Double.isFinite(amount)) {
      refuse(RejectReason.NOT_A_NUMBER, "a number", amount);
    } else if (amount < 0) {
      refuse(RejectReason.NEGATIVE, "0 or more", amount);
    }
    return Double.isFinite(amount) && amount >= 0;
  }

  static void increase(@Nullable CounterCell cell, long amount) {
    if (cell != null) {
      cell.add(amount);
    }
  }

  static void increase(@Nullable CounterCell cell, double amount) {
    if (cell != null) {
      cell.add(amount);
    }
  }
}
