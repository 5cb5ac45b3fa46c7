package io.upstream.metrics.series;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes on their way to a stream, and numbers as client_java prints them. */
final class PageBuffer {

  private static final int SIZE = 1 << 16;
  private static final int LONGEST_NUMBER = 32;

  // Double.toString goes over to 1.0E7 here, and from there on doubles do not hold every long.
  private static final long FIRST_SCIENTIFIC = 10_000_000L;
  private static final long LAST_EXACT = 1L << 53;

  private final byte[] bytes = new byte[SIZE];
  private final OutputStream out;
  private int used;

  PageBuffer(OutputStream out) {
    this.out = out;
  }

  void put(byte[] text) throws IOException {
    int length = text.length;
    if (length > SIZE - used) {
      flush();
      if (length > SIZE) {
        out.write(text);
        return;
      }
    }
    System.arraycopy(text, 0, bytes, used, length);
    used += length;
  }

  void put(char ascii) throws IOException {
    room();
    bytes[used++] = (byte) ascii;
  }

  /** A count: digits alone. */
  void putCount(long value) throws IOException {
    room();
    putDigits(value);
  }

  /** A value: what {@link Double#toString(double)} prints, and infinities with a sign. */
  void putValue(double value) throws IOException {
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
  void putValue(long value) throws IOException {
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
      putDigits(magnitude);
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
    int length = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      length++;
    }
    long rest = value;
    for (int at = used + length - 1; at >= used; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    used += length;
  }

  private void putAscii(String text) throws IOException {
    put(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void room() throws IOException {
    if (SIZE - used < LONGEST_NUMBER) {
      flush();
    }
  }

  void flush() throws IOException {
    out.write(bytes, 0, used);
    used = 0;
  }
}
