package io.upstream.metrics.test;

/** Formats numbers for messages. */
final class Numbers {

  private static final double LARGEST_EXACT = 1L << 53;

  private Numbers() {}

  static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
