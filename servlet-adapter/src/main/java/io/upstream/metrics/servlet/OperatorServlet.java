package io.upstream.metrics.servlet;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.AccessRefusal;
import io.upstream.metrics.servlet.scrape.ScrapeGate;
import io.upstream.metrics.servlet.scrape.ScrapeQuery;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A servlet that shows the state of a recorder to the readers that {@link MetricsAccess} allows.
 *
 * <p>A request that is refused is counted and answered as on the metrics page. Every answer has the
 * headers that keep caches, frames and other origins out. The container never sees an exception and
 * the client never sees a stack trace.
 */
public abstract class OperatorServlet extends HttpServlet {

  private static final int AT_ONCE = 2;
  private static final int PATIENCE_SECONDS = 5;

  private final Supplier<UpstreamRecorder> recorder;
  private final MetricsAccess access;
  private final ScrapeGate gate = new ScrapeGate(AT_ONCE, Duration.ofSeconds(PATIENCE_SECONDS));

  /**
   * Makes the servlet.
   *
   * @param recorder called at each request
   * @param access decides who may read
   */
  protected OperatorServlet(Supplier<UpstreamRecorder> recorder, MetricsAccess access) {
    this.recorder = recorder;
    this.access = access;
  }

  /** Writes an answer. */
  @FunctionalInterface
  protected interface Answer {
    /** Writes it. */
    void write() throws IOException;
  }

  /** Answers a request of a permitted reader. */
  protected abstract void answer(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response)
      throws IOException;

  /** Returns who may read. */
  protected final MetricsAccess access() {
    return access;
  }

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response) {
    Responses.answer(request, response, () -> guarded(recorder.get(), request, response));
  }

  private void guarded(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!recorder.isEnabled()) {
      line(request, response, 404, "Not found.");
      return;
    }
    AccessRefusal refusal = access.refusal(request);
    if (refusal != null) {
      Responses.refuse(recorder, access, refusal, request, response);
      return;
    }
    answer(recorder, request, response);
  }

  /**
   * Writes an answer that needs a whole page, with the same limit of two at once as scrapes;
   * answers 503 if too many requests wait.
   */
  protected final void limited(
      UpstreamRecorder recorder,
      HttpServletRequest request,
      HttpServletResponse response,
      Answer answer)
      throws IOException {
    if (!gate.enter()) {
      Responses.busy(recorder, request, response, 503, PATIENCE_SECONDS);
      return;
    }
    try {
      answer.write();
    } finally {
      gate.leave();
    }
  }

  /**
   * Returns the families that a request asks for by {@code name[]}; empty if it asks for all.
   *
   * @throws IllegalArgumentException if the query is too long or malformed; the message is fit for
   *     the client
   */
  protected static Set<String> families(HttpServletRequest request) {
    return ScrapeQuery.names(request.getQueryString());
  }

  /** Returns whether a request only reads: GET or HEAD. */
  protected static boolean isRead(HttpServletRequest request) {
    return Responses.isRead(request);
  }

  /** Returns whether a request asks only for headers. */
  protected static boolean isHead(HttpServletRequest request) {
    return Responses.isHead(request);
  }

  /** Refuses a method. */
  protected static void methodNotAllowed(
      HttpServletRequest request, HttpServletResponse response, String allowed) throws IOException {
    Responses.methodNotAllowed(request, response, allowed);
  }

  /** Answers with one line of text. */
  protected static void line(
      HttpServletRequest request, HttpServletResponse response, int status, String line)
      throws IOException {
    Responses.line(request, response, status, line);
  }

  /** Answers with a text of a type; without the text if the request asks only for headers. */
  protected static void body(
      HttpServletRequest request, HttpServletResponse response, String type, String body)
      throws IOException {
    Responses.body(request, response, 200, type, body);
  }
}
