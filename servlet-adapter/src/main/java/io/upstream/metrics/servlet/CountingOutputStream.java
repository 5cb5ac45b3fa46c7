package io.upstream.metrics.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The container's stream; readiness and listeners stay the container's business. */
final class CountingOutputStream extends ServletOutputStream {

  private final ServletOutputStream out;
  private final ServletExchange exchange;

  CountingOutputStream(ServletOutputStream out, ServletExchange exchange) {
    this.out = out;
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
