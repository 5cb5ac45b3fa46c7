package io.upstream.metrics.guard.detect;

/**
 * Finds what reads like the name of a person, in two ways.
 *
 * <ul>
 *   <li>The whole value is {@code First Last} or {@code Last, First}: two to four capitalised
 *       words, initials, titles and particles aside, none of which is a word of software, insurance
 *       or medicine. Names of any origin have that form, and few other things do.
 *   <li>A common given name and one more word stand together, also inside a longer text or joined
 *       as identifiers are ({@code jane.roe}, {@code jane_roe}), with nothing else joined to the
 *       two.
 * </ul>
 *
 * <p>A name in one word, or a rare one in small letters, cannot be told from any other word.
 */
final class NameScanner {

  private static final int MOST_WORDS = 6;

  private NameScanner() {}

  static boolean finds(CharSequence text) {
    return isName(text) || hasGivenName(text);
  }

  private static boolean isName(CharSequence text) {
    int names = 0;
    int capitals = 0;
    int words = 0;
    boolean comma = false;
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (isLetter(Chars.at(text, i)) || Chars.at(text, i) == '-') {
        i++;
      }
      if (i == start || ++words > MOST_WORDS || NameWords.ORDINARY.has(text, start, i)) {
        return false;
      }
      boolean title = NameWords.TITLES.has(text, start, i);
      boolean initial = i - start == 1 && Character.isUpperCase(text.charAt(start));
      if (!title && !initial && !(words > 1 && NameWords.PARTICLES.has(text, start, i))) {
        capitals += isCapitals(text, start, i) ? 1 : 0;
        names += isCapitalised(text, start, i) || isCapitals(text, start, i) ? 1 : -MOST_WORDS;
      }
      i += (title || initial) && Chars.at(text, i) == '.' ? 1 : 0;
      if (Chars.at(text, i) == ',') {
        comma = true;
        i++;
      }
      if (i < text.length() && text.charAt(i++) != ' ') {
        return false;
      }
    }
    return names >= 2 && names <= 4 && (capitals == 0 || comma);
  }

  private static boolean hasGivenName(CharSequence text) {
    int i = 0;
    while (i < text.length()) {
      if (!isLetter(text.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (isLetter(Chars.at(text, i))) {
        i++;
      }
      if (NameWords.GIVEN.has(text, start, i) && isFollowedByName(text, start, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFollowedByName(CharSequence text, int given, int end) {
    char joint = Chars.at(text, end);
    int start = joint == ',' && Chars.at(text, end + 1) == ' ' ? end + 2 : end + 1;
    int to = start;
    while (isLetter(Chars.at(text, to))) {
      to++;
    }
    if (!isJoint(joint) || to - start < 2 || NameWords.ORDINARY.has(text, start, to)) {
      return false;
    }
    if (joint == ' ' || joint == ',') {
      return isCapitalised(text, given, end) && isCapitalised(text, start, to);
    }
    return !isJoined(text, given - 1, given - 2) && !isJoined(text, to, to + 1);
  }

  private static boolean isJoint(char c) {
    return c == ' ' || c == ',' || c == '+' || c == '.' || c == '_' || c == '-';
  }

  /** Whether one more word hangs on: {@code mary-oakfield-clinic} is a place. */
  private static boolean isJoined(CharSequence text, int joint, int letter) {
    char c = Chars.at(text, joint);
    return (c == '.' || c == '_' || c == '-') && isLetter(Chars.at(text, letter));
  }

  private static boolean isLetter(char c) {
    return Chars.isAsciiLetter(c)
        || c == '\''
        || c == '\u2019'
        || (c > 127 && Character.isLetter(c));
  }

  /** A capital, then a small letter somewhere: also O'Hara and McAllister. */
  private static boolean isCapitalised(CharSequence text, int from, int to) {
    if (to - from < 2 || !Character.isUpperCase(text.charAt(from))) {
      return false;
    }
    int capitals = 0;
    for (int i = from + 1; i < to; i++) {
      capitals += Character.isUpperCase(text.charAt(i)) ? 1 : 0;
    }
    return capitals <= 1 && Character.isLowerCase(text.charAt(to - 1));
  }

  private static boolean isCapitals(CharSequence text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.isLowerCase(text.charAt(i))) {
        return false;
      }
    }
    return to - from >= 2;
  }
}
