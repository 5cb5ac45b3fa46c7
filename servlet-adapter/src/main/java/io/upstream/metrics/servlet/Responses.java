package io.upstream.metrics.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.AccessRefusal;
import io.upstream.metrics.servlet.exchange.RequestCounter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends short responses of our servlets. It does not use {@code sendError}, which could send an
 * error page, dispatch the request or show a stack trace.
 */
final class Responses {

  private static final System.Logger LOGGER = SafeLogger.of(Responses.class);
  private static final AtomicBoolean FAILURE_SAID = new AtomicBoolean();

  // A browser that shows one of our responses runs no script, loads nothing and shows no frame.
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private Responses() {}

  /** Writes the answer to a request. */
  @FunctionalInterface
  interface Answer {
    void write() throws IOException;
  }

  /**
   * Writes an answer with the headers that all our answers have. Even if it fails, the container
   * sees no exception and the client no stack trace. Such requests are not counted unless the
   * application asks for it.
   */
  static void answer(HttpServletRequest request, HttpServletResponse response, Answer answer) {
    RequestCounter.leaveOutScrape(request);
    try {
      prepare(response);
      answer.write();
    } catch (IOException clientWentAway) {
      // The client has gone.
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) { // for example of the application's supplier
      failed(request, response, e);
    }
  }

  private static void failed(
      HttpServletRequest request, HttpServletResponse response, Throwable e) {
    if (!FAILURE_SAID.getAndSet(true)) {
      LOGGER.log(System.Logger.Level.ERROR, "An answer could not be written", e);
    }
    if (!response.isCommitted()) {
      try {
        response.reset();
        prepare(response);
        line(request, response, 500, "The page could not be written.");
      } catch (IOException | IllegalStateException clientWentAway) {
        // The client has gone.
      }
    }
  }

  /** Turns a client away, and counts that. */
  static void refuse(
      UpstreamRecorder recorder,
      MetricsAccess access,
      AccessRefusal refusal,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    count(recorder, refusal);
    if (access.takesTokens()) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"metrics\"");
    }
    line(request, response, access.takesTokens() ? 401 : 403, access.hint());
  }

  /** Asks a client to come again later, and counts that. */
  static void busy(
      UpstreamRecorder recorder,
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      long seconds)
      throws IOException {
    count(recorder, AccessRefusal.BUSY);
    response.setHeader("Retry-After", Long.toString(seconds));
    line(request, response, status, "Too many scrapes.");
  }

  private static void count(UpstreamRecorder recorder, AccessRefusal refusal) {
    recorder.counter(SelfFamilies.ACCESS_REFUSED).inc(new SelfFamilies.AccessLabels(refusal));
  }

  /** Sets the headers that every answer of ours has. */
  static void prepare(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", NOTHING);
    response.setHeader("X-Frame-Options", "DENY"); // for browsers before frame-ancestors
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Referrer-Policy", "no-referrer");
  }

  static boolean isRead(HttpServletRequest request) {
    return request.getMethod().equals("GET") || isHead(request);
  }

  static boolean isHead(HttpServletRequest request) {
    return request.getMethod().equals("HEAD");
  }

  static void methodNotAllowed(
      HttpServletRequest request, HttpServletResponse response, String allowed) throws IOException {
    response.setHeader("Allow", allowed);
    line(request, response, 405, "Only " + allowed.replace(", ", " and ") + ".");
  }

  static void line(
      HttpServletRequest request, HttpServletResponse response, int status, String line)
      throws IOException {
    body(request, response, status, "text/plain; charset=utf-8", line + "\n");
  }

  static void body(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String contentType,
      String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    response.setStatus(status);
    response.setHeader("Content-Type", contentType);
    response.setContentLength(bytes.length);
    if (!isHead(request)) {
      response.getOutputStream().write(bytes);
    }
  }
}
