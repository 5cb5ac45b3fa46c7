package io.upstream.metrics.series;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.RejectReason;
import io.upstream.metrics.series.cell.CounterCell;
import io.upstream.metrics.series.cell.ExemplarSampler;
import io.upstream.metrics.series.cell.RetiredTotal;
import io.upstream.metrics.series.cell.SampledCounterCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The series of a counter family.
 *
 * @param <L> the label record
 */
public final class CounterSeries<L extends Record> extends FamilySeries<L, CounterCell> {

  private final Counter<L> api = new Counter<>(this);
  private final boolean ours;

  CounterSeries(CounterFamily<L> family, SeriesRegistry registry) {
    super(family, registry, 1);
    this.ours = SelfFamilies.ALL.contains(family);
  }

  @Override
  CounterCell newCell(int closed, int bornAt) {
    // The library's own figures have no exemplars: some are counted under a lock of a guard, and a
    // tracer is third-party code.
    ExemplarSampler sampler = ours ? null : registry.exemplars();
    return sampler == null
        ? new CounterCell(closed, bornAt)
        : new SampledCounterCell(closed, bornAt, sampler);
  }

  @Override
  long weight(CounterCell cell) {
    return (long) Math.max(0, cell.value()); // 0 if it has left
  }

  @Override
  long fingerprint(CounterCell cell) {
    long whole = cell.whole();
    return whole >= 0 ? whole : Double.doubleToLongBits(cell.value());
  }

  @Override
  void fold(int closed, LabelEntry[] folded, RetiredTotal amount) {
    CounterCell cell = locate(closed, folded, true);
    while (cell != null && amount.whole() > 0 && !cell.addFolded(amount.whole())) {
      cell = locate(closed, folded, true);
    }
    while (cell != null && amount.fraction() > 0 && !cell.addFolded(amount.fraction())) {
      cell = locate(closed, folded, true);
    }
  }

  /** Returns the public type of this family. */
  public Counter<L> api() {
    return api;
  }

  /** Counts one event. */
  public void inc(@Nullable L labels) {
    add(labels, 1);
  }

  /** Returns a handle on one series that needs no look-up. */
  public BoundCounter bind(@Nullable L labels) {
    return new BoundCounter(this, BoundSeries.of(this, labels));
  }

  /** Counts several events. */
  public void add(@Nullable L labels, long amount) {
    if (admits(amount)) {
      CounterCell cell = locate(labels, false);
      while (cell != null && !cell.add(amount)) {
        cell = locate(labels, true);
      }
    }
  }

  /** Adds an amount that may have a fraction. */
  public void add(@Nullable L labels, double amount) {
    if (admits(amount)) {
      CounterCell cell = locate(labels, false);
      while (cell != null && !cell.add(amount)) {
        cell = locate(labels, true);
      }
    }
  }

  /** Counts several events, with labels for an exemplar. */
  void add(@Nullable L labels, long amount, @Nullable OpenLabel @Nullable [] exemplar) {
    registry.expectExemplars();
    if (admits(amount)) {
      CounterCell cell = locate(labels, false);
      while (cell != null && !cell.add(amount, exemplar)) {
        cell = locate(labels, true);
      }
    }
  }

  /** Adds an amount that may have a fraction, with labels for an exemplar. */
  void add(@Nullable L labels, double amount, @Nullable OpenLabel @Nullable [] exemplar) {
    registry.expectExemplars();
    if (admits(amount)) {
      CounterCell cell = locate(labels, false);
      while (cell != null && !cell.add(amount, exemplar)) {
        cell = locate(labels, true);
      }
    }
  }

  /** Adds to a series of closed labels only. */
  public void add(long amount, int closed) {
    if (admits(amount)) {
      CounterCell cell = find(closed);
      if (cell == null || !cell.add(amount)) {
        add(amount, closed, cell, null, null, null);
      }
    }
  }

  /** Adds to a series with one open label. */
  public void add(long amount, int closed, LabelEntry a) {
    if (admits(amount)) {
      CounterCell cell = find(closed, a);
      if (cell == null || !cell.add(amount)) {
        add(amount, closed, cell, a, null, null);
      }
    }
  }

  /** Adds to a series with two open labels. */
  public void add(long amount, int closed, LabelEntry a, LabelEntry b) {
    if (admits(amount)) {
      CounterCell cell = find(closed, a, b);
      if (cell == null || !cell.add(amount)) {
        add(amount, closed, cell, a, b, null);
      }
    }
  }

  /** Adds to a series with three open labels. */
  public void add(long amount, int closed, LabelEntry a, LabelEntry b, LabelEntry c) {
    if (admits(amount)) {
      CounterCell cell = find(closed, a, b, c);
      if (cell == null || !cell.add(amount)) {
        add(amount, closed, cell, a, b, c);
      }
    }
  }

  private void add(
      long amount,
      int closed,
      @Nullable CounterCell retired,
      @Nullable LabelEntry a,
      @Nullable LabelEntry b,
      @Nullable LabelEntry c) {
    CounterCell cell = locate(closed, a, b, c, null, retired != null);
    while (cell != null && !cell.add(amount)) {
      cell = locate(closed, a, b, c, null, true);
    }
  }

  /** Returns the cell of a series, made if it is not there. */
  CounterCell cell(int closed, LabelEntry a, LabelEntry b) {
    CounterCell cell = find(closed, a, b);
    return cell != null ? cell : Objects.requireNonNull(locate(closed, a, b, null, null, true));
  }

  /** Returns the count of a series; 0 where there is none. */
  double value(@Nullable L labels) {
    CounterCell cell = known(labels);
    double value = cell == null ? 0 : cell.value();
    return value >= 0 ? value : 0; // not a number: it has left
  }

  @Override
  boolean isUsed() {
    return total() > 0;
  }

  /** Returns the sum over all series. */
  public double total() {
    double[] total = {0};
    try {
      rows.forEach(
          (row, cell) -> {
            double value = cell.value();
            total[0] += value >= 0 ? value : 0; // not a number: it has left
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written here
    }
    return total[0];
  }

  /**
   * Returns whether an amount can be added; otherwise refuses the event and counts the refusal.
   * Callers check this before they resolve labels, because a refused event must not name a new
   * value.
   */
  public boolean admits(long amount) {
    if (amount < 0) {
      refuse(RejectReason.NEGATIVE, "0 or more", (double) amount);
    }
    return amount >= 0;
  }

  /**
   * Returns whether an amount with a fraction can be added; otherwise refuses and counts the event.
   */
  public boolean admits(double amount) {
    if (!Double.isFinite(amount)) {
      refuse(RejectReason.NOT_A_NUMBER, "a number", amount);
    } else if (amount < 0) {
      refuse(RejectReason.NEGATIVE, "0 or more", amount);
    }
    return Double.isFinite(amount) && amount >= 0;
  }
}
