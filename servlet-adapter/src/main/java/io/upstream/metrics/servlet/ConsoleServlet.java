package io.upstream.metrics.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.AccessRefusal;
import io.upstream.metrics.page.PageFormat;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page for people: the guard's report as bars, the catalogue with search, and what each family
 * shows now. The same as JSON at {@code report.json}, {@code catalogue.json} and {@code
 * values.json}, the last one for some families only with {@code ?name[]=..}.
 *
 * <pre>{@code
 * context.addServlet("console", new ConsoleServlet(recorder, access)).addMapping("/console/*");
 * }</pre>
 *
 * <p>It shows what the metrics page shows, so it is open to the same people. It needs nothing from
 * elsewhere, and a browser that shows it runs and loads nothing from elsewhere.
 */
public final class ConsoleServlet extends HttpServlet {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of(
          "/index.html", "text/html; charset=utf-8",
          "/icon.svg", "image/svg+xml",
          "/console.css", "text/css; charset=utf-8",
          "/console.js", "text/javascript; charset=utf-8",
          "/parts.js", "text/javascript; charset=utf-8");

  private final Supplier<UpstreamRecorder> recorder;
  private final MetricsAccess access;
  private final ScrapeGate gate = new ScrapeGate(2, Duration.ofSeconds(5));

  /**
   * For a container that makes its servlets itself: the recorder that is installed when a request
   * comes, open to whom the settings let in.
   */
  public ConsoleServlet() {
    this(UpstreamMetrics::recorder, MetricsAccess.fromSettings());
  }

  /** Open to whom the recorder's settings let in. */
  public ConsoleServlet(UpstreamRecorder recorder) {
    this(recorder, MetricsAccess.from(recorder.settings()));
  }

  public ConsoleServlet(UpstreamRecorder recorder, MetricsAccess access) {
    this(() -> recorder, access);
  }

  private ConsoleServlet(Supplier<UpstreamRecorder> recorder, MetricsAccess access) {
    this.recorder = recorder;
    this.access = access;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Responses.answer(request, response, () -> answer(recorder.get(), request, response));
  }

  private void answer(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    if (!recorder.isEnabled()) {
      Responses.line(request, response, 404, "Not found.");
      return;
    }
    AccessRefusal refusal = access.refusal(request);
    if (refusal != null) {
      Responses.refuse(recorder, access, refusal, request, response);
      return;
    }
    if (!Responses.isRead(request)) {
      Responses.methodNotAllowed(request, response);
      return;
    }
    String below = request.getPathInfo();
    if (below == null) {
      // The page names its parts relative to itself. So is this: what a client wrote before our
      // own name could be read as another host.
      String mapped = request.getServletPath();
      response.setStatus(302);
      response.setHeader("Location", "." + mapped.substring(mapped.lastIndexOf('/')) + "/");
      return;
    }
    switch (below) {
      case "/report.json" -> json(request, response, recorder.report().json());
      case "/catalogue.json" -> gated(recorder, request, response, null);
      case "/values.json" -> values(recorder, request, response);
      default -> file(below.equals("/") ? "/index.html" : below, request, response);
    }
  }

  private void values(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Set<String> names;
    try {
      names = ScrapeQuery.names(request.getQueryString());
    } catch (IllegalArgumentException e) {
      Responses.line(request, response, 400, String.valueOf(e.getMessage()));
      return;
    }
    gated(recorder, request, response, names);
  }

  /**
   * Writes what takes a whole page to know, for as few at once as scrapes.
   *
   * @param names of the families whose values are wanted; null for the catalogue
   */
  private void gated(
      UpstreamRecorder recorder,
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Set<String> names)
      throws IOException {
    if (!gate.enter()) {
      Responses.busy(recorder, request, response, 503, 5);
      return;
    }
    try {
      if (names == null) {
        json(request, response, ConsoleCatalogue.json(recorder));
      } else {
        response.setHeader("Content-Type", "application/json");
        if (Responses.isHead(request)) {
          response.flushBuffer(); // or some containers say that the body has a length of 0
        } else {
          write(recorder, names, response);
        }
      }
    } finally {
      gate.leave();
    }
  }

  private static void write(
      UpstreamRecorder recorder, Set<String> names, HttpServletResponse response)
      throws IOException {
    Writer out =
        new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8), 1 << 15);
    ConsoleValues values = new ConsoleValues(out, System.currentTimeMillis());
    recorder.writePage(PageFormat.TEXT, names, new PageLines(values));
    values.end();
  }

  private static void json(HttpServletRequest request, HttpServletResponse response, String json)
      throws IOException {
    Responses.body(request, response, 200, "application/json", json);
  }

  private static void file(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String type = TYPES.get(path);
    InputStream file =
        type == null ? null : ConsoleServlet.class.getResourceAsStream("console" + path);
    if (type == null || file == null) {
      Responses.line(request, response, 404, "Not found.");
      return;
    }
    try (file) {
      Responses.body(request, response, 200, type, new String(file.readAllBytes(), UTF_8));
    }
  }
}
