package io.upstream.metrics.series;

/** What the series that left had counted, to the last event. */
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

  /** How many series have left. */
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
