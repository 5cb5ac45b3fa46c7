package io.upstream.metrics.guard.value;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The usual form of a grammar, {@code [first][others]{0,most}} with ASCII characters and ranges:
 * matches a value several times faster than the regular expression, in one step for each character.
 */
final class CharacterClasses {

  private static final Pattern FORM =
      Pattern.compile("\\[([^\\[\\]\\\\&^]+)]\\[([^\\[\\]\\\\&^]+)]\\{0,([0-9]{1,3})}");
  private static final int ASCII = 128;

  private final BitSet first;
  private final BitSet others;
  private final int most;

  private CharacterClasses(BitSet first, BitSet others, int most) {
    this.first = first;
    this.others = others;
    this.most = most;
  }

  /** Returns what matches the same values as a regular expression; null if it has another form. */
  static @Nullable CharacterClasses of(String expression) {
    Matcher form = FORM.matcher(expression);
    if (!form.matches() || !expression.chars().allMatch(c -> c >= ' ' && c < ASCII)) {
      return null;
    }
    return new CharacterClasses(
        characters(form.group(1)), characters(form.group(2)), Integer.parseInt(form.group(3)));
  }

  private static BitSet characters(String inBrackets) {
    BitSet characters = new BitSet(ASCII);
    for (int i = 0; i < inBrackets.length(); i++) {
      boolean isRange = i + 2 < inBrackets.length() && inBrackets.charAt(i + 1) == '-';
      int last = isRange ? i + 2 : i;
      characters.set(inBrackets.charAt(i), inBrackets.charAt(last) + 1);
      i = last;
    }
    return characters;
  }

  /** Returns whether a whole value has the form. */
  boolean matches(String value) {
    int length = value.length();
    if (length == 0 || length > most + 1 || !first.get(value.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if (!others.get(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
