package io.upstream.metrics.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * What the fuzzer made up, read as text, so that the corpus is text too: somebody can read it, and
 * write a line of it by hand.
 *
 * <p>The text is UTF-8, in which half a surrogate pair may stand by itself; a byte that fits
 * nowhere is a character of Latin-1. So every character that a caller can pass can come out, and
 * everything that comes in has a meaning.
 */
public final class Input {

  private final byte[] data;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private Input(byte[] data) {
    this.data = data;
  }

  /** All of it. */
  public static String text(byte[] data) {
    Input input = new Input(data);
    while (input.at < data.length) {
      input.next();
    }
    return input.text.toString();
  }

  /**
   * Line by line, never none. Within a line {@code \n} is a line break and {@code \\} a backslash;
   * any other backslash is itself.
   */
  public static List<String> lines(byte[] data) {
    List<String> lines = new ArrayList<>();
    for (String line : text(data).split("\n", -1)) {
      lines.add(line.indexOf('\\') < 0 ? line : unescaped(line));
    }
    return lines;
  }

  private static String unescaped(String line) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      char next = i + 1 < line.length() ? line.charAt(i + 1) : 0;
      if (c == '\\' && (next == 'n' || next == '\\')) {
        plain.append(next == 'n' ? '\n' : next);
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Returns the character of a line at an index; a full stop if the line is shorter. */
  public static char at(String line, int index) {
    return index < line.length() ? line.charAt(index) : '.';
  }

  /** Returns the rest of a line from an index on. */
  public static String from(String line, int index) {
    return index < line.length() ? line.substring(index) : "";
  }

  /** One of some, by a character: letters and digits in a row choose neighbours. */
  public static <T> T choose(List<T> from, char by) {
    return from.get((by >= 'a' ? by - 'a' : by) % from.size());
  }

  private void next() {
    int first = data[at] & 0xff;
    int more = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
    int point = first & (more == 0 ? 0xff : 0x3f >> more);
    boolean fits = at + more < data.length;
    for (int i = 1; i <= more && fits; i++) {
      fits = (data[at + i] & 0xc0) == 0x80;
      point = point << 6 | (data[at + i] & 0x3f);
    }
    boolean shortest = more < 2 || point >= (more == 2 ? 0x800 : 0x10000);
    if (fits && shortest && point <= Character.MAX_CODE_POINT) {
      text.appendCodePoint(point);
      at += more + 1;
    } else {
      text.append((char) first);
      at++;
    }
  }
}
