package io.upstream.metrics.vocabularies;

import java.util.function.LongSupplier;

/**
 * How much CPU time the process took, in per cent of one core, since somebody last asked.
 *
 * <p>Nobody waits for it: what has been used and what time it is are remembered from one scrape to
 * the next. Scrapes that follow each other closely get one answer, for the share of a few
 * milliseconds says nothing and would take the time from the next.
 */
final class CpuShare {

  private static final long SHORTEST = 1_000_000_000L;
  private static final double PER_CENT = 100;

  private final LongSupplier used;
  private final LongSupplier clock;
  private long usedBefore;
  private long askedBefore;
  private double share;

  /** Both in nanoseconds; a {@code used} below zero says that nobody knows. */
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
