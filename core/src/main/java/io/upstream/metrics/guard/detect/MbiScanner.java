package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;

/**
 * Finds a Medicare beneficiary identifier: 11 positions whose kinds are fixed, in one piece or as
 * 4-3-4, in either case, also with letters touching it. Its letters leave out S, L, O, I, B and Z,
 * which is why few ordinary codes have the form.
 */
final class MbiScanner {

  /** One letter per position: 1 a digit but 0, N a digit, A a letter, X either. */
  private static final String KINDS = "1AXNAXNAANN";

  private MbiScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isNumber(token, 1) && isBeneficiary(text, text.start(token))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBeneficiary(NormalizedText text, int from) {
    int at = from;
    boolean grouped = isSeparator(text, from + 4);
    for (int position = 0; position < KINDS.length(); position++) {
      if (grouped && (position == 4 || position == 7) && !isSeparator(text, at++)) {
        return false;
      }
      if (!fits(KINDS.charAt(position), text.lower(at++))) {
        return false;
      }
    }
    char after = text.at(at);
    return after < '0' || after > '9';
  }

  private static boolean isSeparator(NormalizedText text, int at) {
    char c = text.at(at);
    return c == '-' || c == ' ' || c == '.' || c == '_' || c == ':';
  }

  private static boolean fits(char kind, char c) {
    boolean digit = c >= '0' && c <= '9';
    boolean letter = c >= 'a' && c <= 'z' && "sloibz".indexOf(c) < 0;
    return switch (kind) {
      case '1' -> digit && c != '0';
      case 'N' -> digit;
      case 'A' -> letter;
      default -> digit || letter;
    };
  }
}
