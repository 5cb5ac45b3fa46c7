package io.upstream.metrics.guard;

import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a value is what its label type expects, before any budget is asked. */
final class ValueJudge {

  private static final int MOST_BYTES = 128;

  private static final Set<String> RESERVED =
      Set.of("_OTHER", "_INVALID", "_REDACTED", "_UNKNOWN", "_UNMATCHED");

  private final Pattern grammar;
  private final boolean isPrefix;

  private ValueJudge(Pattern grammar, boolean isPrefix) {
    this.grammar = grammar;
    this.isPrefix = isPrefix;
  }

  static ValueJudge of(Class<? extends OpenLabel> type) {
    Grammar declared = type.getAnnotation(Grammar.class);
    return new ValueJudge(
        Pattern.compile(declared == null ? Grammar.NAME : declared.value()),
        type == CacheKeyPrefix.class);
  }

  /** The value without what surrounds it. */
  String prepare(String raw) {
    String value = raw.length() > 2 * MOST_BYTES ? raw : raw.strip();
    int colon = isPrefix ? value.indexOf(':') : -1;
    return colon < 0 ? value : value.substring(0, colon).strip();
  }

  /** Why the value cannot be named, or null. */
  @Nullable LabelEntry refusal(String value) {
    return RESERVED.contains(value) || !isPlain(value) || !grammar.matcher(value).matches()
        ? LabelEntry.INVALID
        : null;
  }

  private static boolean isPlain(String value) {
    if (value.length() > MOST_BYTES) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return value.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
  }
}
