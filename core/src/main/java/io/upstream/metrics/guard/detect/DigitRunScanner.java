package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds seven digits in a row and more, as record and account numbers have, and ten and more in
 * groups.
 *
 * <p>The scanner accepts hexadecimal numbers ({@code 0x80070005}), round numbers ({@code 1000000}),
 * the account in a cloud's resource name ({@code arn:...}), codes of a coding system that is named
 * beside them ({@code snomed-73211009}), and dates of runs where those are ordinary.
 */
final class DigitRunScanner {

  private static final int LONG = 7;

  private static final WordSet CODES =
      WordSet.of(
          """
          snomed sct snomedct loinc rxnorm rxcui ndc icd cpt hcpcs cvx umls cui oid taxonomy build
          revision port rate limit max batch drg apc
          """);

  private DigitRunScanner() {}

  static boolean finds(NormalizedText text) {
    return finds(text, 0);
  }

  /** Returns whether a text has such a number; dates near this year are accepted. */
  static boolean finds(NormalizedText text, int thisYear) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isNumber(token)
          && (text.size(token) >= LONG || isGrouped(text, token))
          && !isOrdinary(text, token, thisYear)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether there are three or four groups of three to five digits, one of them of four and
   * none a year.
   */
  private static boolean isGrouped(NormalizedText text, int token) {
    int end = text.groupsEnd(token, "-. ");
    boolean inside = text.isMark(token - 1, "-. ") && text.isNumber(token - 2);
    if (inside || (end - token != 5 && end - token != 7)) {
      return false;
    }
    for (int group = token; group < end; group += 2) {
      int number = text.number(group);
      if (text.size(group) < 3 || text.size(group) > 5 || (number >= 1900 && number <= 2099)) {
        return false;
      }
    }
    return text.digits(token, end) >= 11;
  }

  private static boolean isOrdinary(NormalizedText text, int token, int thisYear) {
    return isRound(text, token)
        || DateScanner.isRecent(text, token, thisYear)
        || isCode(text, token)
        || (text.isWord(token - 1, "x") && text.isNumber(token - 2, 1) && text.startsRun(token - 2))
        || (text.isNumber(token, 12) && text.isWord(0, "arn") && text.isMark(1, ":"));
  }

  private static boolean isCode(NormalizedText text, int token) {
    for (int before = token - 1; before >= token - 3; before--) {
      if (text.isWord(before, CODES)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a token is a round number, as people choose it: one or two digits, then zeros.
   */
  private static boolean isRound(NormalizedText text, int token) {
    if (text.size(token) > 9 || text.at(text.start(token)) == '0') {
      return false;
    }
    for (int i = text.start(token) + 2; i < text.end(token); i++) {
      if (text.at(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
