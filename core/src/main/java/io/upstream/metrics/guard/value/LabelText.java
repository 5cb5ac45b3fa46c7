package io.upstream.metrics.guard.value;

import java.nio.charset.StandardCharsets;

/** A label value as both text formats write it between quotes. */
public final class LabelText {

  private LabelText() {}

  /** Escapes backslash, quote and newline, and encodes. */
  public static byte[] encode(String value) {
    boolean plain = value.indexOf('\\') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
    return (plain ? value : escape(value)).getBytes(StandardCharsets.UTF_8);
  }

  private static String escape(String value) {
    StringBuilder escaped = new StringBuilder(value.length() + 8);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> escaped.append("\\\\");
        case '"' -> escaped.append("\\\"");
        case '\n' -> escaped.append("\\n");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
