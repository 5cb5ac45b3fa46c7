package io.upstream.metrics.sample.drift;

/** Mean and standard deviation of numbers that come one by one. */
final class Spread {

  private int count;
  private double mean;
  private double squares;

  void add(double number) {
    count++;
    double before = number - mean;
    mean += before / count;
    squares += before * (number - mean);
  }

  int count() {
    return count;
  }

  double mean() {
    return mean;
  }

  double deviation() {
    return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  }
}
