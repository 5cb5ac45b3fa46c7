package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.Context;
import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds a telephone number: North American (3-3-4, or ten digits in a row whose area and exchange
 * can exist), one with a plus and 7 to 15 digits, one in groups that begins with a zero as numbers
 * are dialled in most of Europe, and any of seven digits and more beside a word for a telephone.
 *
 * <p>Seven digits without an area (555-0132) count where they are the whole value: in a longer one
 * {@code claims-837-5010}, a transaction set and its version, has the same form.
 */
final class PhoneScanner {

  private static final String SEPARATORS = " -._:/)(";

  private static final WordSet NAMES =
      WordSet.of("tel telephone phone fax mobile cell sms call callback ext msisdn pager");

  private PhoneScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isNumber(token) && isBare(text, token)) {
        return true;
      }
    }
    return findsPunctuated(text);
  }

  static boolean findsPunctuated(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isNumber(token)
          ? isNorthAmerican(text, token) || isNational(text, token)
          : isInternational(text, token) || isNamed(text, token)) {
        return true;
      }
    }
    return isLocal(text);
  }

  private static boolean isBare(NormalizedText text, int token) {
    int start = text.start(token);
    int area = text.isNumber(token, 11) && text.at(start) == '1' ? start + 1 : start;
    return text.end(token) - area == 10 && isArea(text, area) && text.at(area + 3) >= '2';
  }

  private static boolean isArea(NormalizedText text, int start) {
    return text.at(start) >= '2';
  }

  /** Returns whether it is a North American number: 3-3-4, or 3-7 after a closing parenthesis. */
  private static boolean isNorthAmerican(NormalizedText text, int token) {
    return text.isNumber(token, 3)
        && isArea(text, text.start(token))
        && isThreeAndFour(text, pastMarks(text, token + 1));
  }

  private static boolean isThreeAndFour(NormalizedText text, int token) {
    return text.isNumber(token, 3)
        && text.isMark(token - 1, SEPARATORS)
        && text.isMark(token + 1, SEPARATORS)
        && text.isNumber(token + 2, 4);
  }

  private static int pastMarks(NormalizedText text, int token) {
    return text.isMark(token, ")") && text.isMark(token + 1, SEPARATORS) ? token + 2 : token + 1;
  }

  /**
   * Returns whether it is a national number: a zero and an area code in front, nine to eleven
   * digits in two to five groups.
   */
  private static boolean isNational(NormalizedText text, int token) {
    boolean inside = text.isMark(token - 1, SEPARATORS) && text.isNumber(token - 2);
    int size = text.size(token);
    if (inside || size < 2 || size > 5 || text.at(text.start(token)) != '0') {
      return false;
    }
    int last = token;
    int digits = size;
    int groups = 1;
    int pairs = size == 2 ? 1 : 0;
    for (int next = pastMarks(text, token + 1);
        groups < 6 && text.isNumber(next) && text.isMark(next - 1, " -._)");
        next += 2) {
      last = next;
      digits += text.size(next);
      groups++;
      pairs += text.size(next) == 2 ? 1 : 0;
    }
    if (digits < 9 || digits > 11 || groups < 2) {
      return false;
    }
    // Drug codes also have ten or eleven digits in three groups, but their last group has one or
    // two digits.
    boolean plain = size >= 3 && text.size(last) >= 3;
    return pairs == groups ? groups == 5 : plain && pairs == 0;
  }

  private static boolean isInternational(NormalizedText text, int token) {
    // After a digit, a plus sign begins the build of a version (1.4.2+20240115); two plus signs
    // belong to a language (c++6).
    if (!text.isMark(token, "+") || text.size(token) > 1 || text.isNumber(token - 1)) {
      return false;
    }
    int next = text.isMark(token + 1, "(") ? token + 2 : token + 1;
    if (!text.isNumber(next) || text.at(text.start(next)) == '0') {
      return false;
    }
    int digits = 0;
    int limit = next + 20;
    while (next < limit && text.isNumber(next)) {
      digits += text.size(next);
      next++;
      int marks = 0;
      while (marks < 2 && text.isMark(next, SEPARATORS) && text.size(next) <= 2) {
        next++;
        marks++;
      }
    }
    return digits >= 7 && digits <= 15;
  }

  private static boolean isNamed(NormalizedText text, int token) {
    if (!text.isWord(token, NAMES)) {
      return false;
    }
    int value = Context.after(text, token).value();
    return text.digits(value, text.groupsEnd(value, SEPARATORS)) >= 7;
  }

  /** Returns whether the whole value is a local number, also with an extension: 555-0132. */
  private static boolean isLocal(NormalizedText text) {
    if (!text.isGrouped(0, "-. ", 3, 4)) {
      return false;
    }
    char first = text.at(0);
    int line = text.number(2);
    boolean alone = text.tokens() == 3 || text.isWord(4, "ext") || text.isWord(4, "x");
    boolean version = (line >= 1900 && line <= 2099) || line % 1000 == 10;
    return alone && first >= '2' && !version;
  }
}
