package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.CheckDigits;
import io.upstream.metrics.guard.detect.text.NormalizedText;

/**
 * Finds a payment card's number: an issuer's prefix with a length that it issues, and a check digit
 * that is right; in one piece or grouped as cards print it.
 */
final class CardScanner {

  private static final String SEPARATORS = " -._:";
  private static final int[][] GROUPS = {{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}};

  private CardScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      int size = text.size(token);
      if (size >= 13
          && size <= 19
          && text.isNumber(token)
          && isCard(text.joined(token, token + 1))) {
        return true;
      }
    }
    return findsGrouped(text);
  }

  static boolean findsGrouped(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (!text.isNumber(token, 4)) {
        continue;
      }
      for (int[] groups : GROUPS) {
        if (text.isGrouped(token, SEPARATORS, groups)
            && isCard(text.joined(token, token + 2 * groups.length - 1))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isCard(String digits) {
    return isIssued(Integer.parseInt(digits.substring(0, 4)), digits.length())
        && CheckDigits.luhn(digits, 0);
  }

  /**
   * Returns whether a prefix and a length are of Visa, Mastercard, American Express, Diners Club,
   * JCB, Discover or UnionPay.
   */
  private static boolean isIssued(int prefix, int length) {
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
