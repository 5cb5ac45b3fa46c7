package io.upstream.metrics.servlet.exchange;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of the body as the application reads them, and keeps nothing of it. */
final class CountingRequest extends HttpServletRequestWrapper {

  private final ServletExchange exchange;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable CountingAsyncContext async;

  CountingRequest(HttpServletRequest request, ServletExchange exchange) {
    super(request);
    this.exchange = exchange;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (reader != null) {
      throw new IllegalStateException("getReader() has already been called for this request");
    }
    return counted();
  }

  private ServletInputStream counted() throws IOException {
    ServletInputStream counted = stream;
    if (counted == null) {
      counted = new CountingInputStream(super.getInputStream(), exchange);
      stream = counted;
      exchange.bodyTouched();
    }
    return counted;
  }

  /** Returns a reader over the counted bytes: the container's own would only show characters. */
  @Override
  public BufferedReader getReader() throws IOException {
    BufferedReader counted = reader;
    if (counted == null) {
      if (stream != null) {
        throw new IllegalStateException(
            "getInputStream() has already been called for this request");
      }
      counted = new BufferedReader(new InputStreamReader(counted(), charset()));
      reader = counted;
    }
    return counted;
  }

  private Charset charset() throws UnsupportedEncodingException {
    String encoding = getCharacterEncoding();
    try {
      return encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new UnsupportedEncodingException(encoding);
    }
  }

  /**
   * Returns a counting dispatcher. A forward empties the buffer, and Jetty does so without a call
   * on the wrapped response.
   */
  @Override
  public @Nullable RequestDispatcher getRequestDispatcher(String path) {
    RequestDispatcher dispatcher = super.getRequestDispatcher(path);
    return dispatcher == null ? null : new CountingDispatcher(dispatcher, exchange);
  }

  /**
   * Starts asynchronous processing with the wrapped request and response, because otherwise later
   * writes would not be counted. To the application these are the original request and response.
   */
  @Override
  public AsyncContext startAsync() {
    return counted(super.startAsync(this, exchange.response()), true);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    boolean original =
        request == this
            && response == exchange.response()
            && !(getRequest() instanceof ServletRequestWrapper)
            && response instanceof CountingResponse counting
            && !(counting.getResponse() instanceof ServletResponseWrapper);
    return counted(super.startAsync(request, response), original);
  }

  private AsyncContext counted(AsyncContext started, boolean original) {
    CountingAsyncContext counted = new CountingAsyncContext(started, original);
    async = counted;
    return counted;
  }

  @Override
  public AsyncContext getAsyncContext() {
    AsyncContext current = super.getAsyncContext();
    CountingAsyncContext counted = async;
    return counted != null && counted.isOver(current) ? counted : current;
  }
}
