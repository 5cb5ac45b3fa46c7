package io.upstream.metrics.sample.drift;

/** Looks for payers that let more and more claims wait. */
final class DelayGuard {

  private static final double NORMAL = 0.1;

  private DelayGuard() {}

  /**
   * Returns the share of last week's payments that were later than nearly all before; 0 where
   * normal.
   */
  static double late(History history) {
    Spread before = history.baseline().delays();
    double late = history.recent().slowerThan(before.mean() + 2 * before.deviation());
    return late < NORMAL ? 0 : late;
  }
}
