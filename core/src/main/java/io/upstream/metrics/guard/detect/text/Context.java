package io.upstream.metrics.guard.detect.text;

/**
 * A word that names the kind of the value beside it: {@code mrn}, {@code member_id}, {@code
 * Patient/}.
 *
 * <p>Between the word and the value there may be marks and linking words ({@code member-id-no:}). A
 * link that only stands before identifiers ({@code id}, {@code no}, {@code #}, {@code =}) makes the
 * context a strong one.
 *
 * @param value the token at which the value begins; past the last one if there is none
 * @param linked true if a link that only stands before identifiers is between
 * @param touching true if the value stands directly behind the word
 */
public record Context(int value, boolean linked, boolean touching) {

  private static final int MOST_BETWEEN = 8;

  private static final WordSet LINKS =
      WordSet.of("is was of for the last x pk code key value to name");
  private static final WordSet NUMBER_LINKS =
      WordSet.of("id ids no num number nbr nr ref reference");
  private static final String[] SUFFIXES = {"id", "no", "num", "number"};
  private static final String LAST_LETTERS = "domr"; // of the suffixes

  /** Returns the context that follows a word. */
  public static Context after(NormalizedText text, int word) {
    boolean linked = isJoined(text, word);
    int token = word + 1;
    while (token <= word + MOST_BETWEEN) {
      if (text.isWord(token, NUMBER_LINKS)) {
        linked = true;
      } else if (text.isMark(token, "#=")) {
        linked = true;
      } else if (text.isNumber(token, 1) && text.isWord(token - 1, "last")) {
        linked = true; // for example "last 4", which announces digits
      } else if (!text.isMark(token) && !text.isWord(token, LINKS)) {
        break;
      }
      token++;
    }
    return new Context(token, linked, token == word + 1);
  }

  /**
   * Returns whether a token is a word of the set, or one with a link behind it: {@code memberid}.
   */
  public static boolean isWord(NormalizedText text, int token, WordSet words) {
    if (text.isWord(token, words)) {
      return true;
    }
    int suffix = suffix(text, token);
    return suffix > 0 && words.has(text, text.start(token), text.end(token) - suffix);
  }

  /** Returns whether two words follow one another, with a mark between or none. */
  public static boolean isPhrase(NormalizedText text, int token, String first, String second) {
    return text.isWord(token, second)
        && (text.isWord(token - 1, first)
            || (text.isMark(token - 1) && text.isWord(token - 2, first)));
  }

  private static boolean isJoined(NormalizedText text, int token) {
    return suffix(text, token) > 0;
  }

  private static int suffix(NormalizedText text, int token) {
    if (!text.isWord(token) || LAST_LETTERS.indexOf(text.lower(text.end(token) - 1)) < 0) {
      return 0; // as of most words
    }
    for (String suffix : SUFFIXES) {
      int from = text.end(token) - suffix.length();
      if (from >= text.start(token) + 3 && endsWith(text, from, suffix)) {
        return suffix.length();
      }
    }
    return 0;
  }

  private static boolean endsWith(NormalizedText text, int from, String suffix) {
    for (int i = 0; i < suffix.length(); i++) {
      if (text.lower(from + i) != suffix.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
