package io.upstream.metrics.guard.detect;

/**
 * Finds a US national provider identifier: ten digits that start with 1 or 2 and whose check digit
 * is right, also with the card issuer's 80840 in front.
 */
final class NpiScanner {

  /** What the 80840 that belongs before every NPI adds to the Luhn sum. */
  private static final int PREFIX = 24;

  private NpiScanner() {}

  static boolean finds(CharSequence text) {
    return DigitRuns.any(text, NpiScanner::isProvider);
  }

  private static boolean isProvider(CharSequence text, int start, int length) {
    int from = start;
    if (length == 15 && Chars.number(text, start, 5) == 80840) {
      from += 5;
    } else if (length != 10) {
      return false;
    }
    int first = Chars.digit(text.charAt(from));
    return (first == 1 || first == 2) && Luhn.holds(text, from, from + 10, PREFIX);
  }
}
