package io.upstream.metrics.guard.detect;

/**
 * Finds a calendar date written in figures, year first or last, and hands dates with a month's name
 * to {@link MonthNameScanner}.
 *
 * <p>Only whole dates with a year between 1900 and 2099: a month of a year ({@code 2024-11}) is an
 * ordinary part of a job's name. Dots and underscores need two figures for month and day, so that
 * {@code 2024.1.2} remains a version.
 */
final class DateScanner {

  private DateScanner() {}

  static boolean finds(CharSequence text) {
    return DigitRuns.any(text, DateScanner::isBare) || findsPunctuated(text);
  }

  static boolean findsPunctuated(CharSequence text) {
    return DigitRuns.any(text, DateScanner::isYearFirst)
        || DigitRuns.any(text, DateScanner::isYearLast)
        || MonthNameScanner.finds(text);
  }

  /** Eight figures in any of three orders; fourteen are a date and a time of day. */
  private static boolean isBare(CharSequence text, int start, int length) {
    if (length == 14) {
      return isBare(text, start, 8)
          && Chars.number(text, start + 8, 2) < 24
          && Chars.number(text, start + 10, 2) < 60
          && Chars.number(text, start + 12, 2) < 60;
    }
    if (length != 8) {
      return false;
    }
    int first = Chars.number(text, start, 2);
    int second = Chars.number(text, start + 2, 2);
    return isDate(text, start, Chars.number(text, start + 4, 2), Chars.number(text, start + 6, 2))
        || isDate(text, start + 4, first, second)
        || isDate(text, start + 4, second, first);
  }

  private static boolean isYearFirst(CharSequence text, int start, int length) {
    char separator = Chars.at(text, start + 4);
    if (length != 4 || !isSeparator(separator)) {
      return false;
    }
    int month = start + 5;
    int monthDigits = Chars.digits(text, month, 2);
    int day = month + monthDigits + 1;
    int dayDigits = Chars.digits(text, day, 2);
    return isShort(separator, monthDigits)
        && isShort(separator, dayDigits)
        && Chars.at(text, day - 1) == separator
        && isDate(
            text,
            start,
            Chars.number(text, month, monthDigits),
            Chars.number(text, day, dayDigits));
  }

  private static boolean isYearLast(CharSequence text, int start, int length) {
    char separator = Chars.at(text, start + length);
    if (!isShort(separator, length) || !isSeparator(separator)) {
      return false;
    }
    int second = start + length + 1;
    int secondDigits = Chars.digits(text, second, 2);
    int year = second + secondDigits + 1;
    if (!isShort(separator, secondDigits) || Chars.at(text, year - 1) != separator) {
      return false;
    }
    int one = Chars.number(text, start, length);
    int other = Chars.number(text, second, secondDigits);
    boolean dayAndMonth = isDayOfMonth(one, other) || isDayOfMonth(other, one);
    // Two figures of a year count after slashes only: 01-02-03 numbers shards.
    return DigitRuns.exactly(text, year, 4)
        ? dayAndMonth && isYear(text, year)
        : dayAndMonth && separator == '/' && DigitRuns.exactly(text, year, 2);
  }

  private static boolean isSeparator(char c) {
    return c == '/' || (c != ' ' && Chars.isSeparator(c));
  }

  private static boolean isShort(char separator, int digits) {
    return digits == 2 || (digits == 1 && (separator == '-' || separator == '/'));
  }

  private static boolean isDate(CharSequence text, int year, int month, int day) {
    return isYear(text, year) && isDayOfMonth(month, day);
  }

  static boolean isYear(CharSequence text, int at) {
    int century = Chars.number(text, at, 2);
    return century == 19 || century == 20;
  }

  private static boolean isDayOfMonth(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }
}
