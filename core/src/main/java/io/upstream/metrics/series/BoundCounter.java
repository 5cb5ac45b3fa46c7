package io.upstream.metrics.series;

import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.series.cell.CounterCell;
import org.jspecify.annotations.Nullable;

/** One counter series, found beforehand; safe to keep and to share. */
public final class BoundCounter {

  private final CounterSeries<?> series;
  private final BoundSeries<CounterCell> bound;

  BoundCounter(CounterSeries<?> series, BoundSeries<CounterCell> bound) {
    this.series = series;
    this.bound = bound;
  }

  /** Counts one event. */
  public void inc() {
    add(1);
  }

  /** Counts several events. */
  public void add(long amount) {
    if (series.admits(amount)) {
      CounterCell cell = bound.cell();
      while (cell != null && !cell.add(amount)) {
        cell = bound.cellAfter(cell);
      }
    }
  }

  /** Adds an amount that may have a fraction. */
  public void add(double amount) {
    if (series.admits(amount)) {
      CounterCell cell = bound.cell();
      while (cell != null && !cell.add(amount)) {
        cell = bound.cellAfter(cell);
      }
    }
  }

  /** Counts one event, with labels for an exemplar: see {@link Counter#incWithExemplar}. */
  public void incWithExemplar(@Nullable OpenLabel... exemplar) {
    addWithExemplar(1, exemplar);
  }

  /** Counts several events, with labels for an exemplar. */
  public void addWithExemplar(long amount, @Nullable OpenLabel... exemplar) {
    series.registry.expectExemplars();
    if (series.admits(amount)) {
      CounterCell cell = bound.cell();
      while (cell != null && !cell.add(amount, exemplar)) {
        cell = bound.cellAfter(cell);
      }
    }
  }

  /** Adds an amount that may have a fraction, with labels for an exemplar. */
  public void addWithExemplar(double amount, @Nullable OpenLabel... exemplar) {
    series.registry.expectExemplars();
    if (series.admits(amount)) {
      CounterCell cell = bound.cell();
      while (cell != null && !cell.add(amount, exemplar)) {
        cell = bound.cellAfter(cell);
      }
    }
  }
}
