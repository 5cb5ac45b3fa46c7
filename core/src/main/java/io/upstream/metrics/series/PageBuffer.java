package io.upstream.metrics.series;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines on their way to a stream, and numbers as client_java prints them.
 *
 * <p>The stream is given what there is between two lines, once there is enough of it: whoever
 * writes one says that it {@linkplain #endLine ends}.
 */
final class PageBuffer extends Text {

  // Half of a first-level cache: what is copied in is still there when the stream takes it.
  private static final int ENOUGH = 1 << 14;
  private static final int LONGEST_NUMBER = 32;

  // Double.toString goes over to 1.0E7 here, and from there on doubles do not hold every long.
  private static final int FIRST_SCIENTIFIC = 10_000_000;
  private static final long LAST_EXACT = 1L << 53;

  // The two digits of the numbers below 100.
  private static final byte[] PAIRS = new byte[200];

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
  }

  private final OutputStream out;

  PageBuffer(OutputStream out) {
    super(ENOUGH + 1024);
    this.out = out;
  }

  /**
   * A whole line, in one go because most are like it: what was put together, what was encoded, and
   * a value of 0 or more.
   */
  void line(Text lead, byte[] rest, int from, int length, long value) throws IOException {
    if (value >= FIRST_SCIENTIFIC) {
      append(lead);
      append(rest, from, length);
      putValue(value);
      endLine();
      return;
    }
    int leading = lead.used;
    reserve(leading + length + LONGEST_NUMBER);
    byte[] to = bytes;
    int at = used;
    System.arraycopy(lead.bytes, 0, to, at, leading);
    at += leading;
    System.arraycopy(rest, from, to, at, length);
    at += length + digits((int) value);
    digitsBefore(to, at, (int) value);
    to[at] = '.';
    to[at + 1] = '0';
    to[at + 2] = '\n';
    used = at + 3;
    if (used >= ENOUGH) {
      flush();
    }
  }

  /** Ends a line. */
  void endLine() throws IOException {
    room();
    bytes[used++] = '\n';
    if (used >= ENOUGH) {
      flush();
    }
  }

  /** A count: digits alone. */
  void putCount(long value) {
    room();
    putDigits(value);
  }

  /** A value: what {@link Double#toString(double)} prints, and infinities with a sign. */
  void putValue(double value) {
    long whole = (long) value;
    if (value == whole && (whole != 0 || 1 / value > 0)) {
      putValue(whole);
    } else if (value == Double.POSITIVE_INFINITY) {
      putAscii("+Inf");
    } else if (value == Double.NEGATIVE_INFINITY) {
      putAscii("-Inf");
    } else {
      putAscii(Double.toString(value));
    }
  }

  /** A value that is whole. */
  void putValue(long value) {
    if (value <= -LAST_EXACT || value >= LAST_EXACT) {
      putAscii(Double.toString((double) value));
      return;
    }
    room();
    long magnitude = value;
    if (value < 0) {
      bytes[used++] = '-';
      magnitude = -value;
    }
    if (magnitude < FIRST_SCIENTIFIC) {
      putDigits((int) magnitude);
      bytes[used++] = '.';
      bytes[used++] = '0';
    } else {
      putScientific(magnitude);
    }
  }

  private void putScientific(long value) {
    int start = used;
    putDigits(value);
    int digits = used - start;
    while (bytes[used - 1] == '0' && used - start > 2) {
      used--;
    }
    System.arraycopy(bytes, start + 1, bytes, start + 2, used - start - 1);
    bytes[start + 1] = '.';
    used++;
    bytes[used++] = 'E';
    putDigits(digits - 1);
  }

  private void putDigits(long value) {
    if (value <= Integer.MAX_VALUE) {
      putDigits((int) value);
    } else {
      putDigits(value / 10);
      bytes[used++] = (byte) ('0' + value % 10);
    }
  }

  private void putDigits(int value) {
    used += digits(value);
    digitsBefore(bytes, used, value);
  }

  private static void digitsBefore(byte[] to, int end, int value) {
    int rest = value;
    int at = end;
    while (rest >= 100) {
      int pair = 2 * (rest % 100);
      rest /= 100;
      to[--at] = PAIRS[pair + 1];
      to[--at] = PAIRS[pair];
    }
    if (rest >= 10) {
      to[--at] = PAIRS[2 * rest + 1];
      to[--at] = PAIRS[2 * rest];
    } else {
      to[--at] = (byte) ('0' + rest);
    }
  }

  private static int digits(int value) {
    if (value < 10_000) {
      return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
    }
    if (value < 10_000_000) {
      return value < 100_000 ? 5 : value < 1_000_000 ? 6 : 7;
    }
    return value < 100_000_000 ? 8 : value < 1_000_000_000 ? 9 : 10;
  }

  private void putAscii(String text) {
    append(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void room() {
    reserve(LONGEST_NUMBER);
  }

  void flush() throws IOException {
    out.write(bytes, 0, used);
    clear();
  }
}
