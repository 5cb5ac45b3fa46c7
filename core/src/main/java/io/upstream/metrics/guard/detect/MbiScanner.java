package io.upstream.metrics.guard.detect;

/**
 * Finds a Medicare beneficiary identifier: 11 positions whose kinds are fixed, in one piece or as
 * 4-3-4, in either case. Its letters leave out S, L, O, I, B and Z, which is why few ordinary codes
 * have the form.
 */
final class MbiScanner {

  /** One letter per position: 1 a digit but 0, N a digit, A a letter, X either. */
  private static final String KINDS = "1AXNAXNAANN";

  private MbiScanner() {}

  static boolean finds(CharSequence text) {
    for (int i = 0; i + KINDS.length() <= text.length(); i++) {
      boolean first = i == 0 || !Chars.isWord(text.charAt(i - 1));
      if (first && (isBeneficiary(text, i, false) || isBeneficiary(text, i, true))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBeneficiary(CharSequence text, int from, boolean grouped) {
    int at = from;
    char separator = Chars.at(text, from + 4);
    if (grouped && !Chars.isSeparator(separator)) {
      return false;
    }
    for (int position = 0; position < KINDS.length(); position++) {
      if (grouped && (position == 4 || position == 7)) {
        if (Chars.at(text, at++) != separator) {
          return false;
        }
      }
      if (!fits(KINDS.charAt(position), Chars.at(text, at++))) {
        return false;
      }
    }
    return !Chars.isWord(Chars.at(text, at));
  }

  private static boolean fits(char kind, char c) {
    boolean digit = c >= '0' && c <= '9';
    boolean letter = Chars.isAsciiLetter(c) && "sloibz".indexOf(c | 32) < 0;
    return switch (kind) {
      case '1' -> digit && c != '0';
      case 'N' -> digit;
      case 'A' -> letter;
      default -> digit || letter;
    };
  }
}
