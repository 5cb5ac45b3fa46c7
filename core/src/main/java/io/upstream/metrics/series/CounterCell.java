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
final class CounterCell extends LongAdder {

  // Whole numbers go to the adder, where none is lost however large the sum; what has a fraction
  // goes
  // here, and most counters never see one.
  private volatile @Nullable DoubleAdder fractions;

  void add(double amount) {
    if (amount == (long) amount) {
      add((long) amount);
      return;
    }
    DoubleAdder adder = fractions;
    if (adder == null) {
      synchronized (this) {
        adder = fractions;
        if (adder == null) {
          fractions = adder = new DoubleAdder();
        }
      }
    }
    adder.add(amount);
  }

  boolean isWhole() {
    return fractions == null;
  }

  double value() {
    DoubleAdder adder = fractions;
    return adder == null ? sum() : sum() + adder.sum();
  }
}
