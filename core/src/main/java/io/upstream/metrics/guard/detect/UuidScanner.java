package io.upstream.metrics.guard.detect;

/** Finds a UUID, 8-4-4-4-12 wherever it stands, or 32 hexadecimal digits that stand alone. */
final class UuidScanner {

  private static final int[] GROUPS = {8, 4, 4, 4, 12};

  private UuidScanner() {}

  static boolean finds(CharSequence text) {
    int run = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = Chars.at(text, i);
      if (Chars.isHex(c)) {
        run++;
        continue;
      }
      if (run >= GROUPS[0] && c == '-' && isGrouped(text, i - GROUPS[0])) {
        return true;
      }
      boolean alone = !Chars.isWord(c) && !Chars.isWord(Chars.at(text, i - 33));
      if (run == 32 && alone && !isDecimal(text, i - 32, i)) {
        return true;
      }
      run = 0;
    }
    return false;
  }

  private static boolean isGrouped(CharSequence text, int from) {
    int at = from;
    for (int group : GROUPS) {
      if (at > from && Chars.at(text, at++) != '-') {
        return false;
      }
      for (int end = at + group; at < end; at++) {
        if (!Chars.isHex(Chars.at(text, at))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isDecimal(CharSequence text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Chars.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
