package io.upstream.metrics.guard;

import java.util.Set;
import java.util.function.Consumer;

/** The view of the stored series that the guards use to find and remove idle values. */
public interface ValueRows {

  /** The kinds of rows, by their effect on whether the values can leave. */
  enum Kind {
    /** A counter or a histogram. */
    COUNTED,
    /** A gauge that the application has set. */
    SET_GAUGE,
    /** The row has to stay: an up/down number that is not 0, a gauge with a live supplier. */
    HELD
  }

  /** Receives rows. */
  @FunctionalInterface
  interface RowVisitor {

    /**
     * Receives one row.
     *
     * @param entries the entries of its open labels
     * @param changed true if something was recorded into the row since the last {@link #visit}
     * @param growth the amount of it, as a whole number; 0 for gauges
     */
    void row(LabelEntry[] entries, boolean changed, long growth, Kind kind);
  }

  /**
   * Passes all rows that have an open label to a visitor, which must not call back. The guards
   * never call this or {@link #remove} while another thread is in one of them.
   */
  void visit(RowVisitor visitor);

  /** Receives the rows of values that may leave, and then decides which of them leave. */
  interface Leaving extends RowVisitor {

    /**
     * Marks the values that can leave as left and returns them. From then on no row of them is
     * made.
     */
    Set<LabelEntry> leave();
  }

  /**
   * Removes the rows of values that leave. A recording that finds such a row resolves its labels
   * again, by {@link KeyedLabel#currentEntry}. Counts that were recorded after the row was visited
   * are moved to the series into which the value folds, combination by combination and bucket by
   * bucket.
   *
   * @param candidates the values whose rows are shown
   * @param later receives actions to run after all locks are released, because they may log
   * @return the values that left and of which a row stays, because the application depends on its
   *     number
   */
  Set<LabelEntry> remove(Set<LabelEntry> candidates, Leaving leaving, Consumer<Runnable> later);

  /** Counts for a label type what has happened to one of its values. May be called under a lock. */
  void count(String label, ValueChange change);

  /** Returns the longest time for which a new series may be shown as 0, in milliseconds. */
  long zeroMillis();
}
