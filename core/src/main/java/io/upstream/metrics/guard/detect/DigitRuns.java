package io.upstream.metrics.guard.detect;

/**
 * Walks a text from one run of digits to the next and asks a question about each: what the
 * detectors of numbers have in common.
 *
 * <p>A run is taken whole, so a number is never found inside a longer one. Letters may touch it:
 * {@code Member634220915} names a member.
 */
final class DigitRuns {

  /** A question about the run of {@code length} digits that starts at {@code start}. */
  @FunctionalInterface
  interface Question {
    boolean answer(CharSequence text, int start, int length);
  }

  private DigitRuns() {}

  static boolean any(CharSequence text, Question question) {
    int end = text.length();
    int i = 0;
    while (i < end) {
      if (!Chars.isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (i < end && Chars.isDigit(text.charAt(i))) {
        i++;
      }
      if (question.answer(text, start, i - start)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether exactly {@code count} digits stand at {@code from}. Digits before {@code from} are the
   * caller's business.
   */
  static boolean exactly(CharSequence text, int from, int count) {
    return Chars.digits(text, from, count) == count;
  }
}
