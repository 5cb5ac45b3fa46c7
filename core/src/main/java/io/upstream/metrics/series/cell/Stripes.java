package io.upstream.metrics.series.cell;

/** Chooses the stripe of a contended series that a thread uses. */
final class Stripes {

  /** A power of two, and no fewer than there are processors. */
  static final int COUNT =
      Math.max(2, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1));

  private Stripes() {}

  /**
   * Returns the number of the stripe of the current thread, or of one after it. The threads of a
   * pool have consecutive numbers, and so get different stripes.
   */
  static int number(int after) {
    return ((int) Thread.currentThread().getId() + after) & (COUNT - 1);
  }
}
