package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;

/**
 * Finds an e-mail address: a mailbox, an at sign and a domain of two labels or more whose last is a
 * word.
 *
 * <p>The domain's form is what keeps {@code Foo@1a2b3c} and {@code lodash@4.17.21} out. Each domain
 * ends before the next at sign, so the text is read about once.
 */
final class EmailScanner {

  private static final String AT_IN_WORDS = "(at)";

  private EmailScanner() {}

  static boolean finds(NormalizedText text) {
    return (text.has('@') || text.has(AT_IN_WORDS.charAt(0))) && findsAddress(text);
  }

  static boolean findsAddress(NormalizedText text) {
    for (int i = 1; i < text.length(); i++) {
      int domain = afterAt(text, i);
      if (domain > 0 && isMailbox(text, i - 1) && isDomain(text, domain)) {
        return true;
      }
    }
    return false;
  }

  private static int afterAt(NormalizedText text, int at) {
    char c = text.at(at);
    if (c == '@') {
      return at + 1;
    }
    for (int i = 0; i < AT_IN_WORDS.length(); i++) {
      if (text.lower(at + i) != AT_IN_WORDS.charAt(i)) {
        return 0;
      }
    }
    return at + AT_IN_WORDS.length();
  }

  private static boolean isMailbox(NormalizedText text, int at) {
    return text.isLetterOrDigit(at) || "._+-'\"%!#$&*~=?^`{|}".indexOf(text.at(at)) >= 0;
  }

  private static boolean isDomain(NormalizedText text, int from) {
    int labels = 0;
    boolean word = false;
    int i = from;
    while (true) {
      int start = i;
      boolean letters = true;
      while (text.isLetterOrDigit(i) || text.at(i) == '-') {
        letters &= Character.isLetter(text.at(i));
        i++;
      }
      if (i == start) {
        return labels >= 2 && word;
      }
      labels++;
      word = startsLikeWord(text, start, i, letters);
      if (text.at(i) != '.' || !text.isLetterOrDigit(i + 1)) {
        return labels >= 2 && word;
      }
      i++;
    }
  }

  /**
   * Returns whether the last label of a domain starts like one: letters, possibly with other
   * characters after them, or punycode.
   */
  private static boolean startsLikeWord(NormalizedText text, int start, int end, boolean letters) {
    boolean two = Character.isLetter(text.at(start)) && Character.isLetter(text.at(start + 1));
    boolean hangsOn = false;
    for (int i = start + 2; i < Math.min(end, start + 8) && two; i++) {
      hangsOn |= text.at(i) == '-';
      if (!hangsOn && !Character.isLetter(text.at(i))) {
        return false;
      }
    }
    return end - start >= 2 && two && (letters || hangsOn);
  }
}
