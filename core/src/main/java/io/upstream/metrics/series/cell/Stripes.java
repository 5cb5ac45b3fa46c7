package io.upstream.metrics.series.cell;

/** Chooses the stripe of a contended series that a thread uses. */
final class Stripes {

  /** A power of two, and no fewer than there are processors. */
  static final int COUNT =
      Math.max(2, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1));

  // As many references as fill a cache line.
  private static final int PADDING = 16;

  private Stripes() {}

  /**
   * Returns a table with a place for each stripe. All threads read the table, and the first stripe
   * is usually the next object in memory, so the end of the table is unused: otherwise every write
   * to that stripe would take the table's cache line away from the other threads.
   */
  static long[][] table() {
    return new long[COUNT + PADDING][];
  }

  /**
   * Returns the stripe of the current thread. The threads of a pool have consecutive numbers, and
   * so get different stripes.
   */
  static int ofThread() {
    return (int) Thread.currentThread().getId() & (COUNT - 1);
  }
}
