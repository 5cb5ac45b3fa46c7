package io.upstream.metrics.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes a page in the text format as it is written, and passes it on line by line. */
final class PageLines extends OutputStream {

  private final Reader reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

  /** Takes the lines of a page one by one. */
  interface Reader {
    /** Receives a line without its end. */
    void line(String line) throws IOException;
  }

  PageLines(Reader reader) {
    this.reader = reader;
  }

  @Override
  public void write(int b) throws IOException {
    if (b == '\n') {
      reader.line(line.toString(UTF_8));
      line.reset();
    } else {
      line.write(b);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int start = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        line.write(bytes, start, i - start);
        reader.line(line.toString(UTF_8));
        line.reset();
        start = i + 1;
      }
    }
    line.write(bytes, start, offset + length - start);
  }
}
