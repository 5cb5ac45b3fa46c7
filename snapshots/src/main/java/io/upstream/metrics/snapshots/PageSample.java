package io.upstream.metrics.snapshots;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** A sample line of a page in the text format, taken apart. */
record PageSample(String family, String name, String labels, double value) {

  /** Returns the sample of a line; null for a line that is no sample. */
  static @Nullable PageSample parse(String family, String line) {
    int end = endOfSeries(line);
    if (line.isEmpty() || line.charAt(0) == '#' || end <= 0) {
      return null;
    }
    int brace = line.indexOf('{');
    boolean labelled = brace > 0 && brace < end;
    String rest = line.substring(end).strip();
    int time = rest.indexOf(' ');
    try {
      return new PageSample(
          family,
          line.substring(0, labelled ? brace : end),
          labelled ? line.substring(brace, end) : "",
          number(time < 0 ? rest : rest.substring(0, time)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns where name and labels end: at a space that is not between quotes. */
  private static int endOfSeries(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Returns an identifier of the series of a source, which is the same in all processes. */
  long id(String source) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] text = (source + '\0' + name + labels).getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(digest.digest(text)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }
}
