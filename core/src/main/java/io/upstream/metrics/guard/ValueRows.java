package io.upstream.metrics.guard;

import java.util.Set;

/** What the guards ask of whoever stores the series of the values that they name. */
public interface ValueRows {

  /** What a row's number says about the life of its values. */
  enum Kind {
    /** A counter or a histogram. */
    COUNTED,
    /** A gauge that somebody has set. */
    SET_GAUGE,
    /** What may not go: an up/down number that is not 0, a gauge with a live supplier. */
    HELD
  }

  /** Sees rows. */
  @FunctionalInterface
  interface RowVisitor {

    /**
     * Sees one row.
     *
     * @param entries of its open labels
     * @param fingerprint another number whenever something was recorded into the row
     * @param weight how much was recorded, as a whole number; 0 for gauges
     */
    void row(LabelEntry[] entries, long fingerprint, long weight, Kind kind);
  }

  /** Shows all rows that have an open label. The visitor calls nothing back. */
  void visit(RowVisitor visitor);

  /**
   * Removes all rows that have one of the entries, which have left. A recording that finds such a
   * row resolves its labels again, by {@link KeyedLabel#again}.
   */
  void remove(Set<LabelEntry> left);

  /** Counts for a label type what has happened to one of its values. May be called under a lock. */
  void count(String label, ValueChange change);

  /** How long a new series may be shown as 0 at most, in milliseconds. */
  long zeroMillis();
}
