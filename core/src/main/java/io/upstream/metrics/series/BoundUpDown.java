package io.upstream.metrics.series;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One up-and-down series, found beforehand; safe to keep and to share. */
public final class BoundUpDown {

  private final @Nullable AtomicLong cell;

  BoundUpDown(@Nullable AtomicLong cell) {
    this.cell = cell;
  }

  /** One more. */
  public void inc() {
    add(1);
  }

  /** One less. */
  public void dec() {
    add(-1);
  }

  /** Changes the number by an amount of either sign. */
  public void add(long amount) {
    if (cell != null) {
      cell.addAndGet(amount);
    }
  }
}
