package io.upstream.metrics.series;

/** The exact total of the series that left. */
public final class RetiredTotal {

  private long series;
  private long whole;
  private double fraction;

  void add(long amount, double rest) {
    series++;
    whole += amount;
    fraction += rest;
  }

  void add(RetiredTotal other) {
    series += other.series;
    whole += other.whole;
    fraction += other.fraction;
  }

  /** Returns the number of series that have left. */
  public long series() {
    return series;
  }

  /** The whole amounts of the counters and the observations of the histograms. */
  public long whole() {
    return whole;
  }

  /** The amounts that had a fraction. */
  public double fraction() {
    return fraction;
  }
}
