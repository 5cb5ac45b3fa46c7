package io.upstream.metrics.series.cell;

import org.jspecify.annotations.Nullable;

/** The exact counts of one series, or of the series that left. */
public final class RetiredTotal {

  private long series;
  private long whole;
  private double fraction;
  private long @Nullable [] counts; // of one histogram
  private @Nullable NativeCounts natives; // of one histogram

  void add(long amount, double rest) {
    series++;
    whole = plus(whole, amount);
    fraction = Math.min(fraction + rest, Double.MAX_VALUE);
  }

  /** Adds one histogram. */
  void add(long[] buckets, @Nullable NativeCounts exponential, double sum) {
    long observations = 0;
    for (long count : buckets) {
      observations += count;
    }
    add(observations, sum);
    counts = buckets;
    natives = exponential;
  }

  public void add(RetiredTotal other) {
    series += other.series;
    whole = plus(whole, other.whole);
    fraction = Math.min(fraction + other.fraction, Double.MAX_VALUE);
  }

  /** Adds two amounts of 0 or more; the sum stays at the largest long. */
  static long plus(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** Takes away what one series had counted before. */
  public void subtract(RetiredTotal before) {
    whole -= before.whole;
    fraction -= before.fraction;
    long[] own = counts;
    long[] others = before.counts;
    for (int i = 0; own != null && others != null && i < own.length; i++) {
      own[i] -= others[i];
    }
    if (natives != null && before.natives != null) {
      natives.subtract(before.natives);
    }
  }

  /** Returns whether nothing was counted. */
  public boolean isEmpty() {
    return whole == 0 && fraction == 0;
  }

  /** Returns the number of series that have left. */
  public long series() {
    return series;
  }

  /** Returns the whole amounts of the counters and the observations of the histograms. */
  public long whole() {
    return whole;
  }

  /** Returns the amounts that had a fraction, and the sums of the histograms. */
  public double fraction() {
    return fraction;
  }

  /** Returns the observations of each bucket, if it is of one histogram. */
  public long @Nullable [] counts() {
    return counts;
  }

  /** Returns the exponential buckets, if it is of one histogram that has them. */
  public @Nullable NativeCounts natives() {
    return natives;
  }
}
