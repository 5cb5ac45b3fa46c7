package io.upstream.metrics.series.cell;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The number of one up-and-down series.
 *
 * <p>One number and no stripes: a sum over stripes can miss what went up and see it come down, and
 * a page would show fewer than none.
 */
public final class UpDownCell extends Cell {

  private static final AtomicLongFieldUpdater<UpDownCell> VALUE =
      AtomicLongFieldUpdater.newUpdater(UpDownCell.class, "value");
  private static final long RETIRED = Long.MIN_VALUE;
  private static final long LEAST = Long.MIN_VALUE / 2; // below it, a retired one that was added to

  private volatile long value;

  public UpDownCell(int closed) {
    super(closed);
  }

  /** Changes the number; returns false if the series has left. */
  public boolean add(long amount) {
    return VALUE.getAndAdd(this, amount) > LEAST;
  }

  /** Returns the number. */
  public long value() {
    return value;
  }

  /** Returns whether the series has left. */
  public boolean isRetired() {
    return hasLeft(value);
  }

  /** Returns whether a number is the mark of a series that has left. */
  public static boolean hasLeft(long value) {
    return value <= LEAST;
  }

  /** Ends the series if what went up has come down. */
  @Override
  public boolean retire(RetiredTotal total) {
    boolean ended = VALUE.compareAndSet(this, 0, RETIRED);
    if (ended) {
      total.add(0, 0);
    }
    return ended;
  }
}
