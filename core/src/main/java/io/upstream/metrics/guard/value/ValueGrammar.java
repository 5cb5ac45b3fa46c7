package io.upstream.metrics.guard.value;

import io.upstream.metrics.guard.detect.Detection;
import io.upstream.metrics.guard.detect.text.BoundedText;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a value has the form that its label type declares, and the form that all label types
 * require: at most 128 bytes of UTF-8, no invisible character, and none of the values that the
 * guard writes itself.
 *
 * <p>The regular expression comes from the application and may need exponential time. Matching has
 * a bounded number of steps, many times what a linear expression needs for 128 bytes; a value that
 * needs more is refused.
 */
public final class ValueGrammar {

  /** The longest value there is, in bytes of UTF-8. */
  public static final int MOST_BYTES = 128;

  private static final int STEPS = 20_000;

  private static final String UNMATCHED = "_UNMATCHED";
  private static final Set<String> RESERVED =
      Set.of("_OTHER", "_INVALID", "_REDACTED", "_UNKNOWN", UNMATCHED);

  // One grammar for each type, shared by all recorders, as long as the class is loaded.
  private static final ClassValue<ValueGrammar> BY_TYPE =
      new ClassValue<>() {
        @Override
        protected ValueGrammar computeValue(Class<?> type) {
          Grammar declared = type.getAnnotation(Grammar.class);
          return new ValueGrammar(
              declared == null ? Grammar.NAME : declared.value(), type == CacheKeyPrefix.class);
        }
      };

  private final Pattern expression;
  private final @Nullable CharacterClasses plain; // the same as the expression, if that is simple
  private final boolean any;
  private final boolean prefix;

  public ValueGrammar(String expression, boolean prefix) {
    this.expression = Pattern.compile(expression);
    this.plain = CharacterClasses.of(expression);
    this.any = expression.equals(Grammar.ANY);
    this.prefix = prefix;
  }

  /** Returns the grammar that a label type declares, or the one of plain names. */
  public static ValueGrammar of(Class<? extends OpenLabel> type) {
    return BY_TYPE.get(type);
  }

  /**
   * Returns the part of a caller's value that the guard judges: of a cache key the part before the
   * colon, of other values the value without surrounding space, and of the name of a generated
   * class the name of its original. Empty if no character remains.
   *
   * <p>A value of more than {@value Detection#SEEN} characters without such a colon is returned
   * unchanged: it is refused in any case, and trimming it would take time that a caller controls.
   */
  public String prepare(String raw) {
    int end = end(raw);
    return GeneratedNames.plain(raw.substring(start(raw, end), end));
  }

  /** Returns the start index of the part that {@link #prepare} keeps, given its end. */
  public int start(String raw, int end) {
    int start = 0;
    while (end <= Detection.SEEN && start < end && Character.isWhitespace(raw.charAt(start))) {
      start++;
    }
    return start;
  }

  /** Returns the end index of the part that {@link #prepare} keeps. */
  public int end(String raw) {
    int end = prefix ? colon(raw) : raw.length();
    if (end > Detection.SEEN) {
      return raw.length();
    }
    while (end > 0 && Character.isWhitespace(raw.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static int colon(String raw) {
    int most = Math.min(raw.length(), Detection.SEEN);
    for (int i = 0; i < most; i++) {
      if (raw.charAt(i) == ':') {
        return i;
      }
    }
    return raw.length();
  }

  /** Returns the required form of a value, for messages. */
  public String form() {
    return "128 bytes at most, not reserved, of the form " + expression.pattern();
  }

  /**
   * Returns whether a constant of the type may be named: {@code _UNMATCHED} is one of {@code View}.
   */
  public boolean acceptsConstant(String value) {
    return accepts(value) || value.equals(UNMATCHED);
  }

  /** Returns whether the value, not a blank one, may be named. */
  public boolean accepts(String value) {
    if (value.length() > MOST_BYTES || RESERVED.contains(value) || !isPlain(value)) {
      return false;
    }
    if (any) {
      return true;
    }
    if (plain != null) {
      return plain.matches(value);
    }
    try {
      return expression.matcher(new BoundedText(value, MOST_BYTES, STEPS)).matches();
    } catch (BoundedText.Exhausted e) {
      return false;
    }
  }

  private static boolean isPlain(String value) {
    int bytes = 0;
    int i = 0;
    while (i < value.length()) {
      int point = value.codePointAt(i);
      if (isUnwritable(point)) {
        return false;
      }
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      i += Character.charCount(point);
    }
    return bytes <= MOST_BYTES;
  }

  /**
   * Returns whether a code point is a control character, half of a surrogate pair, or an invisible
   * character that reorders or breaks the printed line.
   */
  private static boolean isUnwritable(int point) {
    if (point >= ' ' && point <= '~') {
      return false;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
