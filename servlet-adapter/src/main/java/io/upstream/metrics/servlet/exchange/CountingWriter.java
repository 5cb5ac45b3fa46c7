package io.upstream.metrics.servlet.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * The container's writer, and beside it the number of bytes that its characters become. Everything
 * a {@link PrintWriter} can do ends in the three {@code write} methods and {@code println()}.
 */
final class CountingWriter extends PrintWriter {

  private final ServletExchange exchange;
  private final boolean utf8;

  /** For charsets other than the usual three, whose lengths are a matter of arithmetic. */
  private final @Nullable CharsetEncoder encoder;

  private boolean highSurrogate;

  CountingWriter(PrintWriter out, @Nullable String encoding, ServletExchange exchange) {
    super(out);
    this.exchange = exchange;
    Charset charset = encoding == null ? ISO_8859_1 : Charset.forName(encoding);
    this.utf8 = charset.equals(UTF_8);
    this.encoder =
        utf8 || charset.equals(ISO_8859_1) || charset.equals(US_ASCII)
            ? null
            : charset
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  @Override
  public void write(int c) {
    super.write(c);
    count(CharBuffer.wrap(new char[] {(char) c}));
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    super.write(chars, offset, length);
    count(CharBuffer.wrap(chars, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) {
    super.write(text, offset, length);
    count(CharBuffer.wrap(text, offset, offset + length));
  }

  @Override
  public void println() {
    write(System.lineSeparator());
  }

  private void count(CharBuffer text) {
    CharsetEncoder exact = encoder;
    exchange.written(exact == null ? length(text) : encodedLength(exact, text));
  }

  /**
   * Returns the encoded length of some characters. Two writes may split a surrogate pair; a
   * surrogate without its other half becomes a '?'.
   */
  private long length(CharBuffer text) {
    long bytes = 0;
    while (text.hasRemaining()) {
      char c = text.get();
      if (highSurrogate && Character.isLowSurrogate(c)) {
        bytes += utf8 ? 3 : 0; // the first half was counted as one byte
        highSurrogate = false;
      } else {
        highSurrogate = Character.isHighSurrogate(c);
        bytes += !utf8 || c < 0x80 || Character.isSurrogate(c) ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return bytes;
  }

  private static long encodedLength(CharsetEncoder encoder, CharBuffer text) {
    ByteBuffer scratch = ByteBuffer.allocate(256);
    long bytes = 0;
    CoderResult result;
    do {
      result = encoder.encode(text, scratch, false);
      bytes += scratch.position();
      scratch.clear();
    } while (result.isOverflow());
    return bytes;
  }
}
