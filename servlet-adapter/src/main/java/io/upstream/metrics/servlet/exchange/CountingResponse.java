package io.upstream.metrics.servlet.exchange;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of the body as the application writes them. Bytes that the application writes
 * and then drops from the buffer ({@code reset}, {@code sendError}, a forward) are not counted.
 */
final class CountingResponse extends HttpServletResponseWrapper {

  private final ServletExchange exchange;
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;

  CountingResponse(HttpServletResponse response, ServletExchange exchange) {
    super(response);
    this.exchange = exchange;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream counted = stream;
    if (counted == null) {
      counted = new CountingOutputStream(super.getOutputStream(), this, exchange);
      stream = counted;
    }
    return counted;
  }

  /**
   * Returns a counting writer around the container's own, which determines charset and content type
   * when it is requested.
   */
  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter counted = writer;
    if (counted == null) {
      PrintWriter own = super.getWriter();
      counted = new CountingWriter(own, getCharacterEncoding(), exchange);
      writer = counted;
    }
    return counted;
  }

  @Override
  public void reset() {
    super.reset();
    exchange.dropped();
    // After a reset the application may ask for the writer instead of the stream, or the other way
    // round.
    stream = null;
    writer = null;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    exchange.dropped();
  }

  @Override
  public void sendError(int status) throws IOException {
    super.sendError(status);
    exchange.errorSent();
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    super.sendError(status, message);
    exchange.errorSent();
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    super.sendRedirect(location);
    exchange.dropped();
  }

  /**
   * Overrides the method of Servlet 6.1; {@link Redirects} calls the container's. Before 6.1 there
   * is none, and this is not called.
   */
  @SuppressWarnings("MissingOverride") // this compiles against Servlet 6.0
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    Redirects.send((HttpServletResponse) getResponse(), location, status, clearBuffer);
    if (clearBuffer) {
      exchange.dropped();
    }
  }

  /** Overrides the method of Servlet 6.1. */
  @SuppressWarnings("MissingOverride") // this compiles against Servlet 6.0
  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    sendRedirect(location, SC_FOUND, clearBuffer);
  }

  /** Overrides the method of Servlet 6.1. */
  @SuppressWarnings("MissingOverride") // this compiles against Servlet 6.0
  public void sendRedirect(String location, int status) throws IOException {
    sendRedirect(location, status, true);
  }
}
