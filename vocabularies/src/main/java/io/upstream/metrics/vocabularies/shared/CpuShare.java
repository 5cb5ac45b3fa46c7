package io.upstream.metrics.vocabularies.shared;

import java.util.function.LongSupplier;

/**
 * The CPU time of the process in per cent of one core, since the last scrape.
 *
 * <p>No thread waits for it: it remembers the CPU time and the clock of the last scrape. Scrapes
 * within a second get the same answer, because the share of a few milliseconds is noise.
 */
final class CpuShare {

  private static final long SHORTEST = 1_000_000_000L;
  private static final double PER_CENT = 100;

  private final LongSupplier used;
  private final LongSupplier clock;
  private long usedBefore;
  private long askedBefore;
  private double share;

  /**
   * Creates a share of a used time and a clock, both in nanoseconds; a {@code used} below zero
   * means unknown.
   */
  CpuShare(LongSupplier used, LongSupplier clock) {
    this.used = used;
    this.clock = clock;
    this.usedBefore = used.getAsLong();
    this.askedBefore = clock.getAsLong();
  }

  double percent() {
    return percent(clock.getAsLong(), used.getAsLong());
  }

  private synchronized double percent(long now, long usedNow) {
    long passed = now - askedBefore;
    if (passed >= SHORTEST) {
      share = usedNow < 0 ? Double.NaN : PER_CENT * (usedNow - usedBefore) / passed;
      usedBefore = usedNow;
      askedBefore = now;
    }
    return share;
  }
}
