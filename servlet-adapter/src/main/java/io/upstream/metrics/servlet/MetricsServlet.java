package io.upstream.metrics.servlet;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.AccessRefusal;
import io.upstream.metrics.page.Scraper;
import io.upstream.metrics.servlet.scrape.FastGzip;
import io.upstream.metrics.servlet.scrape.Negotiation;
import io.upstream.metrics.servlet.scrape.PageMemory;
import io.upstream.metrics.servlet.scrape.RateLimit;
import io.upstream.metrics.servlet.scrape.ScrapeGate;
import io.upstream.metrics.servlet.scrape.ScrapeQuery;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The page that Prometheus scrapes: text 0.0.4, OpenMetrics or protobuf, as the client asks.
 *
 * <pre>{@code
 * context.addServlet("metrics", new MetricsServlet(recorder, access))
 *     .addMapping("/metrics", "/metrics/");
 * }</pre>
 *
 * <p>Only clients that {@link MetricsAccess} allows may read. The servlet makes two pages at once,
 * four more requests wait for up to five seconds, and others get 503 at once. It makes a page in
 * memory, with 64 MB for all pages, and the container sends it as fast as the client reads. If the
 * servlet is not mapped with {@code asyncSupported}, if a filter has wrapped the response, or if
 * the memory is in use, the thread that makes a page also sends it and keeps its place meanwhile.
 * The container never sees an exception and the client never sees a stack trace.
 */
public final class MetricsServlet extends HttpServlet {

  private static final int AT_ONCE = 2;
  private static final int RETRY_SECONDS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The memory of pages that clients have not read yet. */
  static final long MEMORY = 64L << 20;

  private final Supplier<UpstreamRecorder> recorder;
  private final MetricsAccess access;
  private final ScrapeGate gate;
  private final RateLimit limit;
  private final PageMemory memory;
  private final int atOnce;
  private final Duration patience;
  private final int perMinute;
  private final LongSupplier nanoTime;

  /**
   * Creates a servlet in a container that instantiates its servlets itself. It shows the page of
   * the recorder that is installed when a request comes, to the readers that the settings allow.
   */
  public MetricsServlet() {
    this(MetricsAccess.fromSettings());
  }

  /** Creates a page of the recorder that is installed when a request comes. */
  public MetricsServlet(MetricsAccess access) {
    this(UpstreamMetrics::recorder, access, AT_ONCE, PATIENCE, 0, System::nanoTime);
  }

  /** Creates a page for the readers that the recorder's settings allow. */
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
    this.memory = new PageMemory(MEMORY);
  }

  /**
   * Returns a servlet like this one that writes so many pages at once and lets other requests wait
   * so long.
   */
  public MetricsServlet atOnce(int pages, Duration patience) {
    if (pages < 1 || patience.isNegative()) {
      throw new IllegalArgumentException(pages + " pages at once, " + patience + " patience");
    }
    return new MetricsServlet(recorder, access, pages, patience, perMinute, nanoTime);
  }

  /**
   * Returns a servlet like this one that answers one address so many times a minute; 0 for no
   * limit.
   */
  public MetricsServlet perMinute(int requests) {
    if (requests < 0) {
      throw new IllegalArgumentException(requests + " requests a minute");
    }
    return new MetricsServlet(recorder, access, atOnce, patience, requests, nanoTime);
  }

  /**
   * Writes the page that a request asks for by its headers and its parameters {@code name[]}, for
   * frameworks that answer requests themselves. The caller checks access and limits.
   *
   * @return the content type of what was written
   * @throws IllegalArgumentException if the request asks for a name that cannot be one
   */
  public static String writePage(
      UpstreamRecorder recorder, HttpServletRequest request, OutputStream out) throws IOException {
    Set<String> names = ScrapeQuery.names(request.getQueryString());
    Negotiation.Form form = Negotiation.form(request);
    recorder.writePage(form.format(), form.escaping(), names, scraper(request), out);
    return form.contentType();
  }

  PageMemory memory() {
    return memory;
  }

  /**
   * Checks the settings: a servlet without its own recorder, in a process without an installed one,
   * builds the recorder from them now.
   *
   * @throws UnavailableException if a setting is malformed; requests get 503
   */
  @Override
  public void init() throws ServletException {
    String error;
    try {
      error = recorder.get().settingsError();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return; // an application's supplier that fails: each request asks it again and answers 500
    }
    if (error != null) {
      throw new UnavailableException(error, RETRY_SECONDS);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Responses.answer(request, response, () -> answer(recorder.get(), request, response));
  }

  private void answer(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String below = request.getPathInfo();
    String error = recorder.settingsError();
    if ((!recorder.isEnabled() && error == null) || (below != null && !below.equals("/"))) {
      Responses.line(request, response, 404, "Not found.");
      return;
    }
    long seconds = limit.secondsToWait(access.countedAddress(request));
    if (seconds > 0) {
      Responses.busy(recorder, request, response, 429, seconds);
      return;
    }
    AccessRefusal refusal = access.refusal(request);
    if (refusal != null) {
      Responses.refuse(recorder, access, refusal, request, response);
      return;
    }
    if (!Responses.isRead(request)) {
      Responses.methodNotAllowed(request, response, "GET, HEAD");
      return;
    }
    if (error != null) {
      Responses.line(
          request, response, 503, "No metrics are recorded: a setting is malformed. " + error);
      return;
    }
    Set<String> names;
    try {
      names = ScrapeQuery.names(request.getQueryString());
    } catch (IllegalArgumentException e) {
      Responses.line(request, response, 400, String.valueOf(e.getMessage()));
      return;
    }
    response.setHeader("Vary", "Accept, Accept-Encoding");
    Negotiation.Form form = Negotiation.form(request);
    boolean gzip = Negotiation.gzip(request);
    if (Responses.isHead(request)) {
      describe(response, form, gzip);
      response.flushBuffer(); // otherwise Jetty sends a length of 0
      return;
    }
    if (!gate.enter()) {
      Responses.busy(recorder, request, response, 503, Math.max(1, patience.toSeconds()));
      return;
    }
    BufferedPage page =
        BufferedPage.isPossible(request, response) ? new BufferedPage(response, memory) : null;
    try {
      describe(response, form, gzip);
      OutputStream out = page != null ? page : response.getOutputStream();
      if (gzip) {
        try (OutputStream zipped = new FastGzip(out)) {
          recorder.writePage(form.format(), form.escaping(), names, scraper(request), zipped);
        }
      } else {
        recorder.writePage(form.format(), form.escaping(), names, scraper(request), out);
      }
    } catch (IOException | RuntimeException | Error e) {
      if (page != null) {
        page.release();
      }
      throw e;
    } finally {
      gate.leave();
    }
    if (page != null) {
      page.send(request);
    }
  }

  /**
   * Returns the scraper that asks, if the request has the header of a Prometheus; otherwise null.
   */
  private static @Nullable Scraper scraper(HttpServletRequest request) {
    String timeout = request.getHeader("X-Prometheus-Scrape-Timeout-Seconds");
    return timeout == null
        ? null
        : new Scraper(
            request.getRemoteAddr(),
            request.getRemotePort(),
            request.getHeader("User-Agent"),
            timeout);
  }

  private static void describe(HttpServletResponse response, Negotiation.Form form, boolean gzip) {
    response.setHeader("Content-Type", form.contentType());
    if (gzip) {
      response.setHeader("Content-Encoding", "gzip");
    }
  }
}
