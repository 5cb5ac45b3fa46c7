package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.CheckDigits;
import io.upstream.metrics.guard.detect.text.NormalizedText;

/**
 * Finds the personal numbers of other countries where their form and a check digit make them
 * certain: in groups, or with letters. Those that are bare digits are found as a run of digits.
 */
final class NationalIdScanner {

  private static final String SEPARATORS = "-. _";
  private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  private static final String ITALIAN = "LLLLLLNNLNNLNNNL";
  private static final int[] ITALIAN_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private NationalIdScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isNumber(token) && (isGrouped(text, token) || isLettered(text, token))) {
        return true;
      }
      if (text.isWord(token) && isItalian(text, token)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isGrouped(NormalizedText text, int token) {
    return switch (text.size(token)) {
      // Brazil's CPF, Canada's social insurance number, British and Swiss numbers.
      case 3 ->
          (text.isGrouped(token, SEPARATORS, 3, 3, 3, 2)
                  && CheckDigits.cpf(text.joined(token, token + 7)))
              || (text.isGrouped(token, SEPARATORS, 3, 3, 3)
                  && CheckDigits.luhn(text.joined(token, token + 5), 0))
              || isBritish(text, token)
              || isSwiss(text, token);
      case 4 ->
          text.isGrouped(token, SEPARATORS, 4, 4, 4)
              && CheckDigits.verhoeff(text.joined(token, token + 5));
      case 6 -> text.isGrouped(token, "-+", 6, 4) && isNordic(text.joined(token, token + 3));
      case 1 ->
          text.isGrouped(token, SEPARATORS, 1, 2, 2, 2, 3, 3, 2)
              && isFrench(text.joined(token, token + 13));
      default -> false;
    };
  }

  /**
   * Returns whether it is a number of the National Health Service: nine digits and a check digit
   * modulo 11.
   */
  private static boolean isBritish(NormalizedText text, int token) {
    return text.isGrouped(token, SEPARATORS, 3, 3, 4)
        && CheckDigits.weighted(text.joined(token, token + 5), 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
  }

  private static boolean isSwiss(NormalizedText text, int token) {
    return text.number(token) == 756
        && text.isGrouped(token, SEPARATORS, 3, 4, 4, 2)
        && CheckDigits.weighted(
            text.joined(token, token + 7), 10, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1);
  }

  /**
   * Returns whether it is a number of Sweden, whose check digit is verified, or of Denmark, which
   * no longer has one; both begin with a date of birth.
   */
  private static boolean isNordic(String digits) {
    int first = Integer.parseInt(digits.substring(0, 2));
    int second = Integer.parseInt(digits.substring(2, 4));
    int third = Integer.parseInt(digits.substring(4, 6));
    boolean swedish = second >= 1 && second <= 12 && third >= 1 && third <= 31;
    boolean danish = first >= 1 && first <= 31 && second >= 1 && second <= 12;
    return (swedish && CheckDigits.luhn(digits, 0)) || danish;
  }

  private static boolean isFrench(String digits) {
    long number = Long.parseLong(digits.substring(0, 13));
    return 97 - number % 97 == Integer.parseInt(digits.substring(13));
  }

  /**
   * Returns whether it is a number of Spain (eight digits, or X, Y or Z and seven, and a letter) or
   * of Finland (ddmmyy, a sign, four characters).
   */
  private static boolean isLettered(NormalizedText text, int token) {
    char after = Character.toUpperCase(text.at(text.end(token)));
    boolean ends = !text.isLetterOrDigit(text.end(token) + 1);
    if (text.isNumber(token, 8)) {
      return ends && isSpanish(text.number(token), after);
    }
    if (text.isNumber(token, 7) && text.size(token - 1) == 1 && text.isWord(token - 1)) {
      int century = "XYZ".indexOf(Character.toUpperCase(text.at(text.start(token) - 1)));
      return ends && century >= 0 && isSpanish(century * 10_000_000 + text.number(token), after);
    }
    return text.isNumber(token, 6) && isFinnish(text, token);
  }

  private static boolean isSpanish(int number, char letter) {
    return SPANISH.charAt(number % 23) == letter;
  }

  private static boolean isFinnish(NormalizedText text, int token) {
    int sign = text.end(token);
    if ("-+A".indexOf(text.at(sign)) < 0) {
      return false;
    }
    for (int i = sign + 1; i <= sign + 3; i++) {
      if (text.at(i) < '0' || text.at(i) > '9') {
        return false;
      }
    }
    long number = text.number(token) * 1000L + text.number(sign + 1, 3);
    char check = Character.toUpperCase(text.at(sign + 4));
    return FINNISH.charAt((int) (number % 31)) == check && !text.isLetterOrDigit(sign + 5);
  }

  private static boolean isItalian(NormalizedText text, int token) {
    int start = text.start(token);
    if (!text.startsRun(token) || text.end(token) - start != 6) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < ITALIAN.length(); i++) {
      char c = text.lower(start + i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = c >= 'a' && c <= 'z';
      if (ITALIAN.charAt(i) == 'N' ? !digit : !letter) {
        return false;
      }
      int value = digit ? c - '0' : c - 'a';
      if (i == ITALIAN.length() - 1) {
        return sum % 26 == value && !text.isLetterOrDigit(start + i + 1);
      }
      sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
    }
    return false;
  }
}
