package io.upstream.metrics.servlet.exchange;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * A stream that counts the bytes of the container's stream, which still handles readiness and
 * listeners.
 *
 * <p>Every {@code print} calls one of the two for text, which call the container's own, because the
 * charset differs: the standard one accepts only Latin-1, Jetty's uses the response's charset.
 */
final class CountingOutputStream extends ServletOutputStream {

  private static final int LINE_END = 2; // the Servlet API writes CR and LF on every system

  private final ServletOutputStream out;
  private final ServletResponse response;
  private final ServletExchange exchange;

  CountingOutputStream(
      ServletOutputStream out, ServletResponse response, ServletExchange exchange) {
    this.out = out;
    this.response = response;
    this.exchange = exchange;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    exchange.written(1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    exchange.written(length);
  }

  @Override
  public void print(String text) throws IOException {
    out.print(text);
    printed(text);
  }

  @Override
  public void println() throws IOException {
    out.println();
    exchange.written(LINE_END);
  }

  @Override
  public void println(String text) throws IOException {
    out.println(text);
    printed(text);
    exchange.written(LINE_END);
  }

  private void printed(@Nullable String text) {
    String printed = String.valueOf(text); // containers write "null"
    exchange.written(isAscii(printed) ? printed.length() : encodedLength(printed));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the number of bytes of a printed text. The standard {@code print} writes one byte for
   * each Latin-1 character and refuses others.
   */
  private long encodedLength(String text) {
    String charset = response.getCharacterEncoding();
    return hasOwnPrint() && charset != null
        ? text.getBytes(Charset.forName(charset)).length
        : text.length();
  }

  private boolean hasOwnPrint() {
    try {
      return out.getClass().getMethod("print", String.class).getDeclaringClass()
          != ServletOutputStream.class;
    } catch (NoSuchMethodException impossible) {
      return false;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
