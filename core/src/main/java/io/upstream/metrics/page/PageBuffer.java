package io.upstream.metrics.page;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to a stream, and numbers as client_java prints them.
 *
 * <p>Bytes go to the stream between two lines, once there are enough of them. Therefore the writer
 * of a line calls {@link #endLine} after it.
 */
final class PageBuffer extends TextBuilder {

  // Half of a first-level cache, so that copied bytes are still in it when the stream reads them.
  private static final int ENOUGH = 1 << 14;
  private static final int LONGEST_NUMBER = 32;

  // From this number on, Double.toString writes exponents (1.0E7). From LAST_EXACT on, doubles
  // cannot represent every long.
  private static final int FIRST_SCIENTIFIC = 10_000_000;
  private static final long LAST_EXACT = 1L << 53;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030_3030_3030_3030L; // "00000000"
  private static final int EIGHT_DIGITS = 100_000_000;

  private final OutputStream out;
  private int enough = ENOUGH;

  PageBuffer(OutputStream out) {
    this(out, Long.MAX_VALUE);
  }

  /**
   * Creates an empty buffer.
   *
   * @param lines the expected number of lines; a buffer that is much too large costs a short page
   *     more time to clear than to write
   */
  PageBuffer(OutputStream out, long lines) {
    super((int) Math.min(ENOUGH + 1024, 512 + 160 * Math.min(lines, ENOUGH)));
    this.out = out;
  }

  /**
   * Writes whole lines at once, because most lines have this form: text that was built, text that
   * was encoded, and a value of 0 or more.
   *
   * @return the place of the first value that is less than 0; the end if there is none
   */
  int lines(
      TextBuilder lead, LineTemplate.Piece rests, int[] closed, long[] values, int from, int end)
      throws IOException {
    byte[] begin = lead.bytes;
    int leading = lead.used;
    byte[] @Nullable [] kept = rests.kept;
    byte[] to = bytes;
    int at = used;
    for (int i = from; i < end; i++) {
      long value = values[i];
      if (value < 0) {
        used = at;
        return i;
      }
      byte[] rest = kept[closed[i]];
      if (rest == null) {
        rest = rests.text(closed[i]);
      }
      if (to.length - at < leading + rest.length + LONGEST_NUMBER) {
        used = at;
        if (enough == ENOUGH) {
          flush();
        }
        reserve(leading + rest.length + LONGEST_NUMBER);
        to = bytes;
        at = used;
      }
      System.arraycopy(begin, 0, to, at, leading);
      at += leading;
      System.arraycopy(rest, 0, to, at, rest.length);
      at += rest.length;
      if (value < FIRST_SCIENTIFIC) {
        at = putDigits(to, at, (int) value);
        to[at] = '.';
        to[at + 1] = '0';
        to[at + 2] = '\n';
        at += 3;
      } else {
        used = at;
        putValue(value);
        to[used] = '\n';
        at = used + 1;
      }
    }
    used = at;
    flushIfEnough();
    return end;
  }

  /**
   * Begins a short text that stays in the buffer until {@link #endWhole}.
   *
   * @return its place in the buffer
   */
  int beginWhole() {
    enough = Integer.MAX_VALUE;
    return used;
  }

  /**
   * Ends a text and returns a copy of it.
   *
   * @param start the place that {@link #beginWhole} returned
   */
  byte[] endWhole(int start) throws IOException {
    enough = ENOUGH;
    byte[] text = Arrays.copyOfRange(bytes, start, used);
    flushIfEnough();
    return text;
  }

  /** Ends a line. */
  void endLine() throws IOException {
    room();
    bytes[used++] = '\n';
    flushIfEnough();
  }

  /** Writes whole lines. */
  void putLines(byte[] text) throws IOException {
    if (bytes.length - used < text.length && enough == ENOUGH) {
      flush(); // rather than grow
    }
    append(text);
    flushIfEnough();
  }

  private void flushIfEnough() throws IOException {
    if (used >= enough) {
      flush();
    }
  }

  /** Writes a count, which has only digits. */
  void putCount(long value) {
    room();
    putDigits(value);
  }

  /** Writes a value as {@link Double#toString(double)} prints it, and infinities with a sign. */
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

  /** Writes a value that is a whole number. */
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
      putDigits(magnitude);
      bytes[used++] = '.';
      bytes[used++] = '0';
    } else {
      putScientific(magnitude);
    }
  }

  /** Writes a time in seconds with milliseconds, which must not be negative. */
  void putSeconds(long millis) {
    room();
    putDigits(millis / 1_000);
    putAscii("." + Long.toString(1_000 + millis % 1_000).substring(1));
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
    if (value < EIGHT_DIGITS) {
      used = putDigits(bytes, used, (int) value);
    } else {
      putDigits(value / EIGHT_DIGITS);
      LONGS.set(bytes, used, ZEROS | digits((int) (value % EIGHT_DIGITS)));
      used += 8;
    }
  }

  /** Writes a number of up to eight digits and returns its end; it overwrites eight bytes. */
  private static int putDigits(byte[] to, int at, int value) {
    if (value < 10) {
      to[at] = (byte) ('0' + value);
      return at + 1;
    }
    long digits = digits(value);
    int leadingZeros = Math.min(7, Long.numberOfTrailingZeros(digits) / 8);
    LONGS.set(to, at, (ZEROS | digits) >>> (8 * leadingZeros));
    return at + 8 - leadingZeros;
  }

  /**
   * Returns eight digits, one in each byte, the first one lowest. Groups of four, pairs and then
   * single digits are divided in parallel, by multiplication. The lengths of numbers on a page have
   * no pattern, so the processor would mispredict the end of a loop over digits.
   */
  private static long digits(int value) {
    long fours = value / 10_000 | ((long) (value % 10_000) << 32);
    long hundreds = ((fours * 10_486) >>> 20) & 0x7f_0000_007fL;
    long pairs = hundreds | ((fours - 100 * hundreds) << 16);
    long tens = ((pairs * 103) >>> 10) & 0xf_000f_000f_000fL;
    return tens | ((pairs - 10 * tens) << 8);
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
