package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;

/**
 * Finds random text, for tokens and keys that no other detector knows: capitals, small letters and
 * digits of which two fifths are in words and numbers of one or two characters, far more than in
 * any name in a program, or twenty or more hexadecimal digits.
 */
final class RandomScanner {

  private static final int LEAST_MIXED = 18;
  private static final int LEAST_HEXADECIMAL = 20;

  private RandomScanner() {}

  static boolean finds(NormalizedText text) {
    int token = 0;
    while (token < text.tokens()) {
      int end = token;
      int digits = 0;
      int upper = 0;
      int lower = 0;
      int size = 0;
      int hex = 0;
      int fragments = 0;
      while (end < text.tokens() && (!text.isMark(end) || text.isMark(end, "/+="))) {
        for (int i = text.start(end); i < text.end(end); i++) {
          char c = text.at(i);
          digits += c >= '0' && c <= '9' ? 1 : 0;
          upper += c >= 'A' && c <= 'Z' ? 1 : 0;
          lower += c >= 'a' && c <= 'z' ? 1 : 0;
          hex += text.isHex(i) ? 1 : 0;
        }
        size += text.size(end);
        fragments += text.size(end) <= 2 && !text.isMark(end) ? text.size(end) : 0;
        end++;
      }
      boolean hexadecimal =
          hex == size && size >= LEAST_HEXADECIMAL && digits >= 4 && digits < size;
      boolean mixed = digits > 0 && upper > 0 && lower > 0;
      boolean random = mixed && size >= LEAST_MIXED && fragments * 5 >= size * 2;
      if (hexadecimal || random) {
        return true;
      }
      token = Math.max(end, token + 1);
    }
    return false;
  }
}
