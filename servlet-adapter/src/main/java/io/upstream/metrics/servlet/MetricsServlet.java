package io.upstream.metrics.servlet;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.AccessRefusal;
import io.upstream.metrics.page.PageFormat;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The page that Prometheus scrapes: text 0.0.4, OpenMetrics or protobuf, as the client asks.
 *
 * <pre>{@code
 * context.addServlet("metrics", new MetricsServlet(recorder, access))
 *     .addMapping("/metrics", "/metrics/");
 * }</pre>
 *
 * <p>Only who {@link MetricsAccess} lets in may read. Two scrapes are written at once, others wait
 * for up to five seconds. Whatever happens, the container sees no exception and the client no stack
 * trace.
 */
public final class MetricsServlet extends HttpServlet {

  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<UpstreamRecorder> recorder;
  private final MetricsAccess access;
  private final ScrapeGate gate;
  private final RateLimit limit;
  private final int atOnce;
  private final Duration patience;
  private final int perMinute;
  private final LongSupplier nanoTime;

  /**
   * For a container that makes its servlets itself: the page of the recorder that is installed when
   * a request comes, open to whom the settings let in.
   */
  public MetricsServlet() {
    this(MetricsAccess.fromSettings());
  }

  /** The page of the recorder that is installed when a request comes. */
  public MetricsServlet(MetricsAccess access) {
    this(UpstreamMetrics::recorder, access, AT_ONCE, PATIENCE, 0, System::nanoTime);
  }

  /** Open to whom the recorder's settings let in. */
  public MetricsServlet(UpstreamRecorder recorder) {
    this(recorder, MetricsAccess.from(recorder.settings()));
  }

  public MetricsServlet(UpstreamRecorder recorder, MetricsAccess access) {
    this(() -> recorder, access, AT_ONCE, PATIENCE, 0, System::nanoTime);
  }

  MetricsServlet(
      Supplier<UpstreamRecorder> recorder,
      MetricsAccess access,
      int atOnce,
      Duration patience,
      int perMinute,
      LongSupplier nanoTime) {
    this.recorder = recorder;
    this.access = access;
    this.atOnce = atOnce;
    this.patience = patience;
    this.perMinute = perMinute;
    this.nanoTime = nanoTime;
    this.gate = new ScrapeGate(atOnce, patience);
    this.limit = new RateLimit(perMinute, nanoTime);
  }

  /** A servlet like this one that writes so many pages at once and lets others wait so long. */
  public MetricsServlet atOnce(int pages, Duration patience) {
    if (pages < 1 || patience.isNegative()) {
      throw new IllegalArgumentException(pages + " pages at once, " + patience + " patience");
    }
    return new MetricsServlet(recorder, access, pages, patience, perMinute, nanoTime);
  }

  /** A servlet like this one that answers one address so often a minute; 0 is without limit. */
  public MetricsServlet perMinute(int requests) {
    if (requests < 0) {
      throw new IllegalArgumentException(requests + " requests a minute");
    }
    return new MetricsServlet(recorder, access, atOnce, patience, requests, nanoTime);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Answers.answer(request, response, () -> answer(recorder.get(), request, response));
  }

  private void answer(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String below = request.getPathInfo();
    if (!recorder.isEnabled() || (below != null && !below.equals("/"))) {
      Answers.line(request, response, 404, "Not found.");
      return;
    }
    long seconds = limit.secondsToWait(access.countedAddress(request));
    if (seconds > 0) {
      Answers.busy(recorder, request, response, 429, seconds);
      return;
    }
    AccessRefusal refusal = access.refusal(request);
    if (refusal != null) {
      Answers.refuse(recorder, access, refusal, request, response);
      return;
    }
    if (!Answers.isRead(request)) {
      Answers.methodNotAllowed(request, response);
      return;
    }
    Set<String> names;
    try {
      names = ScrapeQuery.names(request.getQueryString());
    } catch (IllegalArgumentException e) {
      Answers.line(request, response, 400, String.valueOf(e.getMessage()));
      return;
    }
    response.setHeader("Vary", "Accept, Accept-Encoding");
    PageFormat format = Negotiation.format(request);
    if (format == null) {
      Answers.line(request, response, 406, Negotiation.offers());
      return;
    }
    if (!gate.enter()) {
      Answers.busy(recorder, request, response, 503, Math.max(1, patience.toSeconds()));
      return;
    }
    try {
      page(recorder, format, names, request, response);
    } finally {
      gate.leave();
    }
  }

  private static void page(
      UpstreamRecorder recorder,
      PageFormat format,
      Set<String> names,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    boolean gzip = Negotiation.gzip(request);
    response.setHeader("Content-Type", format.contentType());
    if (gzip) {
      response.setHeader("Content-Encoding", "gzip");
    }
    if (Answers.isHead(request)) {
      return;
    }
    OutputStream out = response.getOutputStream();
    if (gzip) {
      try (OutputStream zipped = new FastGzip(out)) {
        recorder.writePage(format, names, zipped);
      }
    } else {
      recorder.writePage(format, names, out);
    }
  }
}
