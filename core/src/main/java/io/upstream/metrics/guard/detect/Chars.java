package io.upstream.metrics.guard.detect;

/**
 * The few questions that every scanner asks about a character.
 *
 * <p>Digits are those of any script, because a number written in full-width or Arabic digits
 * identifies a person just as well.
 */
final class Chars {

  private Chars() {}

  static boolean isDigit(char c) {
    return digit(c) >= 0;
  }

  /** The digit's value, or -1. */
  static int digit(char c) {
    if (c < 128) {
      return c >= '0' && c <= '9' ? c - '0' : -1;
    }
    return Character.digit(c, 10);
  }

  static boolean isAsciiLetter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
  }

  static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
  }

  static boolean isWord(char c) {
    return c < 128 ? isAsciiLetter(c) || (c >= '0' && c <= '9') : Character.isLetterOrDigit(c);
  }

  /** What people put between the groups of a number; slashes are left to the caller. */
  static boolean isSeparator(char c) {
    return switch (c) {
      case ' ', '-', '.', '_', ':', '\u00a0', '\u2212' -> true;
      default -> c >= '\u2010' && c <= '\u2015';
    };
  }

  /** The character there, or NUL outside of the text, which no scanner is looking for. */
  static char at(CharSequence text, int index) {
    return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
  }

  /**
   * How many digits start here. It never counts past {@code most + 1}, so that looking ahead costs
   * the same whatever follows.
   */
  static int digits(CharSequence text, int from, int most) {
    int end = from;
    while (end <= from + most && isDigit(at(text, end))) {
      end++;
    }
    return end - from;
  }

  /** The number that {@code count} digits spell. */
  static int number(CharSequence text, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      number = number * 10 + digit(text.charAt(i));
    }
    return number;
  }
}
