package io.upstream.metrics.guard.detect;

/** The check digit that payment cards and provider numbers share. */
final class Luhn {

  private Luhn() {}

  /**
   * Whether the digits between {@code from} and {@code to}, separators skipped, sum to a multiple
   * of ten.
   *
   * @param before what the digits in front, which the text does not spell, add to the sum
   */
  static boolean holds(CharSequence text, int from, int to, int before) {
    int sum = before;
    boolean twice = false;
    for (int i = to - 1; i >= from; i--) {
      int digit = Chars.digit(text.charAt(i));
      if (digit < 0) {
        continue;
      }
      int worth = twice ? digit * 2 : digit;
      sum += worth > 9 ? worth - 9 : worth;
      twice = !twice;
    }
    return sum % 10 == 0;
  }
}
