package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.CheckDigits;
import io.upstream.metrics.guard.detect.text.Context;
import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds an international bank account number with its country's length and right check digits, and
 * a bank's or an account's number beside a word for it.
 */
final class BankScanner {

  /** Countries and how many characters their numbers have. */
  private static final String LENGTHS =
      "AD24AE23AT20AZ28BA20BE16BG22BH22BR29CH21CR22CY28CZ24DE22DK18DO28EE20ES24FI18FO18FR27GB22GE22"
          + "GI23GL18GR27GT28HR21HU28IE22IL23IS26IT27JO30KW30KZ20LB28LI21LT20LU20LV21MC27MD24ME22MK19"
          + "MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SE24SI19SK24SM27TN24TR26UA29VG24XK20";

  private static final WordSet NAMES =
      WordSet.of("iban routing aba rtn bic swift bsb sortcode bankaccount ach");

  private static final int FEWEST_DIGITS = 6;

  private BankScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isWord(token) && (isIban(text, token) || isNamed(text, token))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamed(NormalizedText text, int token) {
    boolean named =
        text.isWord(token, NAMES)
            || Context.isPhrase(text, token, "sort", "code")
            || Context.isPhrase(text, token, "bank", "account");
    if (!named) {
      return false;
    }
    int value = Context.after(text, token).value();
    return text.digits(value, text.groupsEnd(value, " -.")) >= FEWEST_DIGITS;
  }

  private static boolean isIban(NormalizedText text, int token) {
    if (text.size(token) < 2 || !text.isNumber(token + 1) || text.size(token + 1) < 2) {
      return false;
    }
    int start = text.end(token) - 2;
    int length = length(text, start);
    if (length == 0) {
      return false;
    }
    StringBuilder number = new StringBuilder(length);
    for (int i = start; number.length() < length && i < start + 2 * length; i++) {
      char c = text.at(i);
      if (c < 128 && text.isLetterOrDigit(i)) {
        number.append(c);
      } else if (c != ' ' && c != '-') {
        return false;
      }
    }
    return number.length() == length
        && CheckDigits.mod97(number.substring(4) + number.substring(0, 4)) == 1;
  }

  private static int length(NormalizedText text, int country) {
    char first = Character.toUpperCase(text.at(country));
    char second = Character.toUpperCase(text.at(country + 1));
    for (int i = 0; i < LENGTHS.length(); i += 4) {
      if (LENGTHS.charAt(i) == first && LENGTHS.charAt(i + 1) == second) {
        return (LENGTHS.charAt(i + 2) - '0') * 10 + LENGTHS.charAt(i + 3) - '0';
      }
    }
    return 0;
  }
}
