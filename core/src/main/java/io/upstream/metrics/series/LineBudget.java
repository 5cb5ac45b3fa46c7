package io.upstream.metrics.series;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many sample lines the families of a recorder may have on the page, and how many they have.
 *
 * <p>What can always be needed is taken beforehand: the closed combinations of every family with
 * all its open labels folded. So an event that finds the page full still has a line to go to. What
 * cannot be told beforehand but is few, a status that was never answered or a figure of the library
 * itself, is written even then: leave a {@code sample_limit} some room above the budget.
 */
final class LineBudget {

  private static final System.Logger LOG = System.getLogger(LineBudget.class.getName());

  private final long budget;
  private final AtomicLong used = new AtomicLong();
  private final AtomicBoolean warned = new AtomicBoolean();

  LineBudget(long budget) {
    this.budget = budget;
  }

  long budget() {
    return budget;
  }

  /** The lines that are taken. */
  long used() {
    return used.get();
  }

  /** Takes lines, under the lock of the book, which are not lacking or are needed in any case. */
  void take(long lines) {
    warn(used.addAndGet(lines));
  }

  /** Whether lines could not be taken now. */
  boolean lacks(long lines) {
    return used.get() + lines > budget;
  }

  private void warn(long now) {
    if (now > budget - budget / 5 && warned.compareAndSet(false, true)) {
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
