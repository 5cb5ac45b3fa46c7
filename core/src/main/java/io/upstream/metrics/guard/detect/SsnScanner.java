package io.upstream.metrics.guard.detect;

/**
 * Finds a US Social Security number, 3-2-4 or nine digits in a row, that can have been issued: no
 * area 000, 666 or 900 and up, no group 00, no serial 0000.
 */
final class SsnScanner {

  private SsnScanner() {}

  static boolean finds(CharSequence text) {
    return DigitRuns.any(
        text, (t, start, length) -> isBare(t, start, length) || isGrouped(t, start, length));
  }

  static boolean findsGrouped(CharSequence text) {
    return DigitRuns.any(text, SsnScanner::isGrouped);
  }

  private static boolean isBare(CharSequence text, int start, int length) {
    return length == 9 && issued(text, start, start + 3, start + 5);
  }

  private static boolean isGrouped(CharSequence text, int start, int length) {
    char separator = Chars.at(text, start + 3);
    return length == 3
        && Chars.isSeparator(separator)
        && DigitRuns.exactly(text, start + 4, 2)
        && Chars.at(text, start + 6) == separator
        && DigitRuns.exactly(text, start + 7, 4)
        && issued(text, start, start + 4, start + 7);
  }

  private static boolean issued(CharSequence text, int area, int group, int serial) {
    int number = Chars.number(text, area, 3);
    return number != 0
        && number != 666
        && number < 900
        && Chars.number(text, group, 2) != 0
        && Chars.number(text, serial, 4) != 0;
  }
}
