package io.upstream.metrics.series;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many sample lines the families of a recorder may have on the page, and how many they have.
 *
 * <p>What can always be needed is taken beforehand: the closed combinations of every family with
 * all its keyed labels folded. So an event that finds the page full still has a line to go to.
 */
final class LineBudget {

  private static final System.Logger LOG = System.getLogger(LineBudget.class.getName());

  private final long budget;
  private final AtomicLong used = new AtomicLong();
  private boolean warned;

  LineBudget(long budget) {
    this.budget = budget;
  }

  long budget() {
    return budget;
  }

  /** Takes lines that are needed in any case. */
  void reserve(long lines) {
    used.addAndGet(lines);
  }

  /** Whether lines could not be taken now. */
  boolean lacks(long lines) {
    return used.get() + lines > budget;
  }

  /**
   * Takes lines if there are as many; called under the lock of the book.
   *
   * @param free whether they were reserved, or are not refused in any case
   */
  boolean take(long lines, boolean free) {
    if (free) {
      return true;
    }
    long now = used.get() + lines;
    if (now > budget) {
      return false;
    }
    used.set(now);
    if (!warned && now > budget / 5 * 4) {
      warned = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} of {1} sample lines are used: when all are, new label values fold into _OTHER."
              + " lineBudget(n) or METRICS_LINE_BUDGET raises it; recorder.report() says who uses"
              + " them.",
          now,
          budget);
    }
    return true;
  }
}
