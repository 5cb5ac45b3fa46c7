package io.upstream.metrics.benchmarks.report;

/**
 * How two times compare.
 *
 * @param value the least of the one by the least of the other, over all rounds
 * @param low the lowest of a round
 * @param high the highest of a round
 */
record Ratio(double value, double low, double high) {

  @Override
  public String toString() {
    return Numbers.of(value) + " (" + Numbers.of(low) + " to " + Numbers.of(high) + ")";
  }
}
