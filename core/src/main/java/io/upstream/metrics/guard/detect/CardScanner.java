package io.upstream.metrics.guard.detect;

/**
 * Finds a payment card's number: an issuer's prefix with a length that it issues, and a check digit
 * that is right; in one piece or grouped as cards print it.
 */
final class CardScanner {

  private static final int[][] GROUPS = {{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}};

  private CardScanner() {}

  static boolean finds(CharSequence text) {
    return DigitRuns.any(
        text, (t, start, length) -> isBare(t, start, length) || isGrouped(t, start, length));
  }

  static boolean findsGrouped(CharSequence text) {
    return DigitRuns.any(text, CardScanner::isGrouped);
  }

  private static boolean isBare(CharSequence text, int start, int length) {
    return length >= 13
        && length <= 19
        && issued(Chars.number(text, start, 4), length)
        && Luhn.holds(text, start, start + length, 0);
  }

  private static boolean isGrouped(CharSequence text, int start, int length) {
    if (length != 4) {
      return false;
    }
    for (int[] groups : GROUPS) {
      if (isGrouped(text, start, groups)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isGrouped(CharSequence text, int start, int[] groups) {
    char separator = Chars.at(text, start + groups[0]);
    if (!Chars.isSeparator(separator)) {
      return false;
    }
    int at = start;
    int digits = 0;
    for (int group = 0; group < groups.length; group++) {
      if (group > 0 && Chars.at(text, at++) != separator) {
        return false;
      }
      if (!DigitRuns.exactly(text, at, groups[group])) {
        return false;
      }
      at += groups[group];
      digits += groups[group];
    }
    return issued(Chars.number(text, start, 4), digits) && Luhn.holds(text, start, at, 0);
  }

  /** Visa, Mastercard, American Express, Diners Club, JCB, Discover, UnionPay. */
  private static boolean issued(int prefix, int length) {
    int two = prefix / 100;
    if (prefix / 1000 == 4) {
      return length == 13 || length == 16 || length == 19;
    }
    if ((two >= 51 && two <= 55) || (prefix >= 2221 && prefix <= 2720)) {
      return length == 16;
    }
    if (two == 34 || two == 37) {
      return length == 15;
    }
    if ((prefix >= 3000 && prefix <= 3059) || two == 36 || two == 38 || two == 39) {
      return length == 14;
    }
    boolean others = (prefix >= 3528 && prefix <= 3589) || prefix == 6011 || two == 62;
    boolean discover = two == 65 || (prefix >= 6440 && prefix <= 6499);
    return (others || discover) && length >= 16;
  }
}
