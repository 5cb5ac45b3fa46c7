package io.upstream.metrics.guard.detect;

/**
 * Finds a telephone number: North American (3-3-4, a country code and parentheses or not, or ten
 * digits in a row whose area and exchange can exist), or any with a plus and 7 to 15 digits.
 *
 * <p>Seven digits without an area (555-0132) are left alone: {@code claims-837-5010}, a transaction
 * set and its version, has the same form.
 */
final class PhoneScanner {

  private PhoneScanner() {}

  static boolean finds(CharSequence text) {
    return findsPunctuated(text) || DigitRuns.any(text, PhoneScanner::isBare);
  }

  static boolean findsPunctuated(CharSequence text) {
    return DigitRuns.any(text, PhoneScanner::isGrouped) || findsInternational(text);
  }

  private static boolean isBare(CharSequence text, int start, int length) {
    int area = length == 11 && Chars.digit(text.charAt(start)) == 1 ? start + 1 : start;
    return length - (area - start) == 10
        && Chars.digit(text.charAt(area)) >= 2
        && Chars.digit(text.charAt(area + 3)) >= 2;
  }

  private static boolean isGrouped(CharSequence text, int start, int length) {
    if (length != 3 || Chars.digit(text.charAt(start)) < 2) {
      return false;
    }
    int exchange = start + 3;
    if (Chars.at(text, exchange) == ')') {
      exchange++;
      exchange += Chars.isSeparator(Chars.at(text, exchange)) ? 1 : 0;
    } else if (Chars.isSeparator(Chars.at(text, exchange)) || Chars.at(text, exchange) == '/') {
      exchange++;
    } else {
      return false;
    }
    return DigitRuns.exactly(text, exchange, 3)
        && Chars.isSeparator(Chars.at(text, exchange + 3))
        && DigitRuns.exactly(text, exchange + 4, 4);
  }

  private static boolean findsInternational(CharSequence text) {
    int i = 0;
    while (i < text.length()) {
      // A digit or a plus before makes it a version's build or a language: 1.4.2+20240115, c++6.
      char before = Chars.at(text, i - 1);
      boolean plus = text.charAt(i) == '+' && before != '+' && !Chars.isDigit(before);
      i++;
      if (!plus || Chars.digit(Chars.at(text, i)) < 1) {
        continue;
      }
      int digits = 0;
      int between = 0;
      for (; i < text.length() && between <= 2; i++) {
        char c = text.charAt(i);
        if (Chars.isDigit(c)) {
          digits++;
          between = 0;
        } else if (Chars.isSeparator(c) || c == '(' || c == ')' || c == '/') {
          between++;
        } else {
          break;
        }
      }
      if (digits >= 7 && digits <= 15) {
        return true;
      }
    }
    return false;
  }
}
