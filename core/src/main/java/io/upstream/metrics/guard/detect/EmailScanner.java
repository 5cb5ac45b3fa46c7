package io.upstream.metrics.guard.detect;

/**
 * Finds an e-mail address: a mailbox, an at sign (or its percent-encoding) and a domain of two
 * labels or more whose last is a word.
 *
 * <p>The domain's form is what keeps {@code Foo@1a2b3c} and {@code lodash@4.17.21} out. Each domain
 * ends before the next at sign, so the text is read about once.
 */
final class EmailScanner {

  private EmailScanner() {}

  static boolean finds(CharSequence text) {
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '@' && isMailbox(text.charAt(i - 1)) && isDomain(text, i + 1)) {
        return true;
      }
      if (c == '%'
          && Chars.at(text, i + 1) == '4'
          && Chars.at(text, i + 2) == '0'
          && isMailbox(text.charAt(i - 1))
          && isDomain(text, i + 3)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMailbox(char c) {
    return Chars.isWord(c) || "._+-'\"%!#$&*~=?^`{|}".indexOf(c) >= 0;
  }

  private static boolean isDomain(CharSequence text, int from) {
    int labels = 0;
    boolean word = false;
    int i = from;
    while (true) {
      int start = i;
      boolean letters = true;
      while (Chars.isWord(Chars.at(text, i)) || Chars.at(text, i) == '-') {
        letters &= Character.isLetter(text.charAt(i));
        i++;
      }
      if (i == start) {
        return labels >= 2 && word;
      }
      labels++;
      word = i - start >= 2 && (letters || isPunycode(text, start));
      if (Chars.at(text, i) != '.') {
        return labels >= 2 && word;
      }
      if (!Chars.isWord(Chars.at(text, i + 1))) {
        return labels >= 2 && word;
      }
      i++;
    }
  }

  private static boolean isPunycode(CharSequence text, int from) {
    return (Chars.at(text, from) | 32) == 'x'
        && (Chars.at(text, from + 1) | 32) == 'n'
        && Chars.at(text, from + 2) == '-'
        && Chars.at(text, from + 3) == '-';
  }
}
