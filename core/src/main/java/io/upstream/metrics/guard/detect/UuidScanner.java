package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;

/**
 * Finds a UUID, 8-4-4-4-12 at any place or 32 hexadecimal digits at an end of a run, and a ULID
 * that is a whole run.
 */
final class UuidScanner {

  private static final int[] GROUPS = {8, 4, 4, 4, 12};
  private static final int DIGITS = 32;
  private static final int ULID = 26;
  private static final int MOST_LETTERS_IN_FRONT = 8;

  private UuidScanner() {}

  static boolean finds(NormalizedText text) {
    int run = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (text.isHex(i)) {
        run++;
        continue;
      }
      char c = text.at(i);
      if (run >= GROUPS[0] && (c == '-' || c == '_') && isGrouped(text, i - GROUPS[0], c)) {
        return true;
      }
      run = 0;
    }
    int token = 0;
    while (token < text.tokens()) {
      int end = text.runEnd(token);
      if (end > token && isCompact(text, text.start(token), text.end(end - 1))) {
        return true;
      }
      token = Math.max(end, token + 1);
    }
    return false;
  }

  private static boolean isGrouped(NormalizedText text, int from, char separator) {
    int at = from;
    for (int group : GROUPS) {
      if (at > from && text.at(at++) != separator) {
        return false;
      }
      for (int end = at + group; at < end; at++) {
        if (!text.isHex(at)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isCompact(NormalizedText text, int from, int to) {
    int size = to - from;
    if (size == ULID) {
      return isUlid(text, from, to);
    }
    return size >= DIGITS
        && size <= DIGITS + MOST_LETTERS_IN_FRONT
        && (isHexadecimal(text, to - DIGITS, to) || isHexadecimal(text, from, from + DIGITS));
  }

  private static boolean isHexadecimal(NormalizedText text, int from, int to) {
    int letters = 0;
    for (int i = from; i < to; i++) {
      if (!text.isHex(i)) {
        return false;
      }
      letters += text.at(i) > '9' ? 1 : 0;
    }
    return letters > 0;
  }

  /**
   * Returns whether it is 26 of Crockford's characters in capitals that begin with a time of the
   * present age in milliseconds.
   */
  private static boolean isUlid(NormalizedText text, int from, int to) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      char c = text.at(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && (c < 'A' || c > 'Z' || "ILOU".indexOf(c) >= 0)) {
        return false;
      }
      digits += digit ? 1 : 0;
    }
    return text.at(from) == '0' && digits >= 4;
  }
}
