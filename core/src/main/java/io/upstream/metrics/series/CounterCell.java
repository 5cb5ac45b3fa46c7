package io.upstream.metrics.series;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The number of one counter series.
 *
 * <p>It is a {@link LongAdder} rather than having one: a page of a million counters is a million of
 * these, and the reference below fits into what the adder's object leaves unused.
 */
@SuppressWarnings("serial") // never serialized
public final class CounterCell extends LongAdder {

  // Larger amounts than this would make the adder overflow within a life time; a double holds the
  // sum
  // of such exactly enough.
  private static final long LARGE = 1L << 32;

  // Whole numbers go to the adder, where none is lost however many come; what has a fraction, or is
  // huge, goes here, and most counters never see any.
  private volatile @Nullable DoubleAdder fractions;

  @Override
  public void add(long amount) {
    if (amount < LARGE) {
      super.add(amount);
    } else {
      fractions().add((double) amount);
    }
  }

  void add(double amount) {
    if (amount == (long) amount) {
      add((long) amount);
    } else {
      fractions().add(amount);
    }
  }

  private DoubleAdder fractions() {
    DoubleAdder adder = fractions;
    if (adder == null) {
      synchronized (this) {
        adder = fractions;
        if (adder == null) {
          adder = new DoubleAdder();
          fractions = adder;
        }
      }
    }
    return adder;
  }

  /** Whether no amount had a fraction. */
  public boolean isWhole() {
    return fractions == null;
  }

  /** The number. */
  public double value() {
    DoubleAdder adder = fractions;
    return adder == null ? sum() : sum() + adder.sum();
  }
}
