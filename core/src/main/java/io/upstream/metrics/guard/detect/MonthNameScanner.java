package io.upstream.metrics.guard.detect;

/**
 * Finds a date whose month is a word: {@code Mar 3, 1961}, {@code 3-Mar-1961}, {@code 03MAR1961}.
 */
final class MonthNameScanner {

  private static final String[] MONTHS = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december"
  };

  private MonthNameScanner() {}

  static boolean finds(CharSequence text) {
    int i = 0;
    while (i < text.length()) {
      if (!Chars.isAsciiLetter(text.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (Chars.isAsciiLetter(Chars.at(text, i))) {
        i++;
      }
      if (isMonth(text, start, i) && (isDayBefore(text, start, i) || isDayAfter(text, i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMonth(CharSequence text, int from, int to) {
    for (String month : MONTHS) {
      boolean whole = to - from == month.length() || to - from == 3;
      if ((whole || (to - from == 4 && month.startsWith("sept")))
          && spells(text, from, to, month)) {
        return true;
      }
    }
    return false;
  }

  private static boolean spells(CharSequence text, int from, int to, String month) {
    for (int i = from; i < to; i++) {
      if ((text.charAt(i) | 32) != month.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  /** 3 Mar 1961. */
  private static boolean isDayBefore(CharSequence text, int from, int to) {
    int end = between(Chars.at(text, from - 1)) ? from - 1 : from;
    int start = end;
    while (start > 0 && end - start <= 2 && Chars.isDigit(text.charAt(start - 1))) {
      start--;
    }
    return isDay(text, start, end - start) && isYear(text, past(text, to));
  }

  /** Mar 3, 1961 or March 3rd 1961. */
  private static boolean isDayAfter(CharSequence text, int to) {
    int day = past(text, to);
    int digits = Chars.digits(text, day, 2);
    if (!isDay(text, day, digits)) {
      return false;
    }
    int end = day + digits;
    if (Chars.isAsciiLetter(Chars.at(text, end)) && Chars.isAsciiLetter(Chars.at(text, end + 1))) {
      end += 2;
    }
    int year = past(text, end);
    return year > end && isYear(text, year);
  }

  private static int past(CharSequence text, int from) {
    int i = from;
    while (i < from + 3 && between(Chars.at(text, i))) {
      i++;
    }
    return i;
  }

  private static boolean between(char c) {
    return c == ',' || c == '/' || Chars.isSeparator(c);
  }

  private static boolean isDay(CharSequence text, int from, int digits) {
    if (digits < 1 || digits > 2) {
      return false;
    }
    int day = Chars.number(text, from, digits);
    return day >= 1 && day <= 31;
  }

  private static boolean isYear(CharSequence text, int at) {
    return DigitRuns.exactly(text, at, 4) && DateScanner.isYear(text, at);
  }
}
