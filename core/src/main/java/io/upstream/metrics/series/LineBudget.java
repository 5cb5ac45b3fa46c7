package io.upstream.metrics.series;

import io.upstream.metrics.guard.SafeLogger;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of sample lines that the families of a recorder may have on the page, and the number
 * that they have.
 *
 * <p>Lines that any event may need are reserved beforehand: the closed combinations of every family
 * with all its open labels folded. So an event that finds the page full still has a line to count
 * in. A few lines that cannot be reserved are written even when the page is full: a status that was
 * never answered before, or a figure of the library itself. Set a {@code sample_limit} somewhat
 * above the budget.
 */
final class LineBudget {

  private static final System.Logger LOG = SafeLogger.of(LineBudget.class);

  // So many series need to fit beside a new one, so that a thread which looks for the series just
  // before it is there does not find the page full.
  private static final int SPARE = 100;

  private final long budget;
  private final AtomicLong used = new AtomicLong();
  private final AtomicBoolean warned = new AtomicBoolean();

  LineBudget(long budget) {
    this.budget = budget;
  }

  long budget() {
    return budget;
  }

  /** Returns the number of lines that are taken. */
  long used() {
    return used.get();
  }

  /** Takes lines that are needed in any case. */
  void take(long lines) {
    used.addAndGet(lines);
  }

  /** Takes lines if enough are free; returns whether it did. */
  boolean takeIfThere(long lines) {
    while (true) {
      long now = used.get();
      if (now + lines > budget) {
        return false;
      }
      if (used.compareAndSet(now, now + lines)) {
        return true;
      }
    }
  }

  /**
   * Takes lines if many more are free; returns whether it did. Threads that do so at the same time
   * do not repeat anything.
   */
  boolean takeIfAmple(long lines) {
    long most = budget - SPARE * lines;
    if (used.get() + lines > most) {
      return false;
    }
    if (used.addAndGet(lines) <= most) {
      return true;
    }
    giveBack(lines);
    return false;
  }

  /** Gives back the lines of series that have left. */
  void giveBack(long lines) {
    used.addAndGet(-lines);
  }

  /** Returns whether fewer lines are left. */
  boolean lacks(long lines) {
    return used.get() + lines > budget;
  }

  /** Logs once that most lines are used; called without a lock, because log handlers run in it. */
  void warnIfNearlyFull() {
    long now = used.get();
    if (now > budget - budget / 5 && !warned.get() && warned.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} of {1} sample lines are used: when all are, what would need a new series folds into"
              + " _OTHER. lineBudget(n) or METRICS_LINE_BUDGET raises it; recorder.report() says who"
              + " uses them.",
          now,
          budget);
    }
  }
}
