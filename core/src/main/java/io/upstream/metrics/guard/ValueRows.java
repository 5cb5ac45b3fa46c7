package io.upstream.metrics.guard;

import java.util.Set;
import java.util.function.Consumer;

/** The questions of the guards to the storage of the series of the values that they name. */
public interface ValueRows {

  /** The kinds of numbers of a row, by their effect on whether its values can leave. */
  enum Kind {
    /** A counter or a histogram. */
    COUNTED,
    /** A gauge that somebody has set. */
    SET_GAUGE,
    /** The row has to stay: an up/down number that is not 0, a gauge with a live supplier. */
    HELD
  }

  /** Sees rows. */
  @FunctionalInterface
  interface RowVisitor {

    /**
     * Sees one row.
     *
     * @param entries of its open labels
     * @param changed whether something was recorded into the row since the last {@link #visit}
     * @param growth how much that was, as a whole number; 0 for gauges
     */
    void row(LabelEntry[] entries, boolean changed, long growth, Kind kind);
  }

  /**
   * Shows all rows that have an open label. The visitor calls nothing back. Neither this nor {@link
   * #remove} is called while another thread is in one of them.
   */
  void visit(RowVisitor visitor);

  /** Sees the rows of values that may leave, and then says which of them leave. */
  interface Leaving extends RowVisitor {

    /** Ends the lives of those that can go. From then on no row of them is made. */
    Set<LabelEntry> leave();
  }

  /**
   * Removes the rows of values that leave. A recording that finds such a row resolves its labels
   * again, by {@link KeyedLabel#again}; what was recorded after a row was seen is moved to where
   * the value is folded, combination by combination and bucket by bucket.
   *
   * @param candidates the values whose rows are shown
   * @param later receives what is left to do once no lock is held, as it may log
   * @return those of the values that left of which a row stays, as somebody depends on its number
   */
  Set<LabelEntry> remove(Set<LabelEntry> candidates, Leaving leaving, Consumer<Runnable> later);

  /** Counts for a label type what has happened to one of its values. May be called under a lock. */
  void count(String label, ValueChange change);

  /** How long a new series may be shown as 0 at most, in milliseconds. */
  long zeroMillis();
}
