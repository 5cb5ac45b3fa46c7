package io.upstream.metrics.series.cell;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The number of one up-and-down series.
 *
 * <p>One number and no stripes: a sum over stripes can miss what went up and see it come down, and
 * a page would show fewer than none.
 */
public final class UpDownCell extends Cell {

  /** The largest amount of either sign: beyond it, a page would not show the exact number. */
  public static final long MOST = 1L << 53;

  private static final AtomicLongFieldUpdater<UpDownCell> VALUE =
      AtomicLongFieldUpdater.newUpdater(UpDownCell.class, "value");

  /** The number of a series that has left. */
  public static final long RETIRED = Long.MIN_VALUE;

  private static final long LEAST = Long.MIN_VALUE / 2; // below it, a retired one that was added to

  // The number is brought back to FAR at once when it is farther from 0, and the threads that add
  // meanwhile add at most MOST each. So the number of a series that exists never reaches LEAST.
  private static final long FAR = 1L << 61;

  private volatile long value;

  public UpDownCell(int closed) {
    super(closed);
  }

  /**
   * Changes the number, which stays within 2^61; returns false if the series has left.
   *
   * @param amount within {@link #MOST} of both signs
   */
  public boolean add(long amount) {
    long before = VALUE.getAndAdd(this, amount);
    return (before > -FAR && before < FAR) || bringBack();
  }

  private boolean bringBack() {
    return !hasLeft(
        VALUE.updateAndGet(this, now -> hasLeft(now) ? now : Math.max(-FAR, Math.min(FAR, now))));
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
