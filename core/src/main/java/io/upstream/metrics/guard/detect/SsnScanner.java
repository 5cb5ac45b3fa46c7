package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.Context;
import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds a US Social Security number, 3-2-4 or nine digits in a row, that can have been issued (no
 * area 000, 666 or 900 and up, no group 00, no serial 0000), a taxpayer identification number in
 * groups, and any number of four digits and more beside the words for them.
 */
final class SsnScanner {

  private static final String SEPARATORS = " -._:/";

  private static final WordSet NAMES = WordSet.of("ssn socialsecurity socsec itin");

  private SsnScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isNumber(token, 9) && isIssued(text.joined(token, token + 1))) {
        return true;
      }
    }
    return findsGrouped(text);
  }

  static boolean findsGrouped(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isGrouped(token, SEPARATORS, 3, 2, 4)) {
        String digits = text.joined(token, token + 5);
        if (isIssued(digits) || isTaxpayer(digits)) {
          return true;
        }
      }
    }
    return findsNamed(text);
  }

  private static boolean findsNamed(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      boolean named =
          Context.isWord(text, token, NAMES) || Context.isPhrase(text, token, "social", "security");
      if (named) {
        int value = Context.after(text, token).value();
        if (text.digits(value, text.groupsEnd(value, SEPARATORS)) >= 4) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isIssued(String digits) {
    return !digits.startsWith("000")
        && !digits.startsWith("666")
        && digits.charAt(0) != '9'
        && !digits.startsWith("00", 3)
        && !digits.endsWith("0000");
  }

  private static boolean isTaxpayer(String digits) {
    return digits.charAt(0) == '9' && digits.charAt(3) >= '5' && !digits.endsWith("0000");
  }
}
