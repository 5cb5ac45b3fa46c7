package io.upstream.metrics.series;

/** One counter series, found beforehand; safe to keep and to share. */
public final class BoundCounter {

  private final Counter<?> counter;
  private final BoundSeries<CounterCell> binding;

  BoundCounter(Counter<?> counter, BoundSeries<CounterCell> binding) {
    this.counter = counter;
    this.binding = binding;
  }

  /** Counts one event. */
  public void inc() {
    add(1);
  }

  /** Counts several events. */
  public void add(long amount) {
    if (counter.admits(amount)) {
      Counter.increase(binding.cell(), amount);
    }
  }

  /** Adds an amount that may have a fraction. */
  public void add(double amount) {
    if (counter.admits(amount)) {
      Counter.increase(binding.cell(), amount);
    }
  }
}
