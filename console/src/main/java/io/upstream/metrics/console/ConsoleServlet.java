package io.upstream.metrics.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.OperatorServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

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
 *
 * <p>Where a rule of {@link MetricsAccess} says who may read, the same people can change what the
 * guards do: release and deny values, change budgets, naming and allow-lists. {@link
 * ChangeRequests} keeps other web pages from doing so in their name. {@code
 * METRICS_CONSOLE_READ_ONLY=true} and the default rule for this machine, under which any program on
 * it may read, leave the console as one that only shows.
 */
public final class ConsoleServlet extends OperatorServlet {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of(
          "/index.html", "text/html; charset=utf-8",
          "/icon.svg", "image/svg+xml",
          "/console.css", "text/css; charset=utf-8",
          "/console.js", "text/javascript; charset=utf-8",
          "/parts.js", "text/javascript; charset=utf-8",
          "/changes.js", "text/javascript; charset=utf-8");

  private final ChangeRequests changes;

  /**
   * Creates a servlet in a container that instantiates its servlets itself. It shows the recorder
   * that is installed when a request comes, to the readers that the settings allow.
   */
  public ConsoleServlet() {
    this(UpstreamMetrics::recorder, MetricsAccess.fromSettings());
  }

  /** Creates a console for the readers that the recorder's settings allow. */
  public ConsoleServlet(UpstreamRecorder recorder) {
    this(recorder, MetricsAccess.from(recorder.settings()));
  }

  /**
   * Creates a console for the readers that the access rules allow.
   *
   * @throws IllegalArgumentException if {@code METRICS_CONSOLE_READ_ONLY} is malformed
   */
  public ConsoleServlet(UpstreamRecorder recorder, MetricsAccess access) {
    this(() -> recorder, access);
    ChangeRequests.isReadOnly(recorder);
  }

  private ConsoleServlet(Supplier<UpstreamRecorder> recorder, MetricsAccess access) {
    super(recorder, access);
    this.changes = new ChangeRequests(access);
  }

  @Override
  protected void answer(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    String below = request.getPathInfo();
    if ("/change".equals(below)) {
      change(recorder, request, response);
      return;
    }
    if (!isRead(request)) {
      methodNotAllowed(request, response, "GET, HEAD");
      return;
    }
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
      case "/changes.json" -> json(request, response, changes.begin(recorder, request, response));
      case "/named.json" -> named(recorder, request, response);
      case "/catalogue.json" ->
          limited(
              recorder,
              request,
              response,
              () -> json(request, response, ConsoleCatalogue.json(recorder)));
      case "/values.json" -> values(recorder, request, response);
      default -> file(below.equals("/") ? "/index.html" : below, request, response);
    }
  }

  private void change(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      methodNotAllowed(request, response, "POST");
      return;
    }
    try {
      json(request, response, changes.carryOut(recorder, request));
    } catch (ChangeRefused refused) {
      line(request, response, refused.status(), String.valueOf(refused.getMessage()));
    }
  }

  /**
   * The values of one label type. Its name is a parameter; a value never is, for logs have URLs.
   */
  private static void named(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = request.getQueryString();
    String label = query != null && query.matches("label=[a-z0-9_]+") ? query.substring(6) : "";
    try {
      json(request, response, recorder.operations().namedValues(label));
    } catch (IllegalArgumentException e) {
      line(request, response, 400, String.valueOf(e.getMessage()));
    }
  }

  private void values(
      UpstreamRecorder recorder, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Set<String> names;
    try {
      names = families(request);
    } catch (IllegalArgumentException e) {
      line(request, response, 400, String.valueOf(e.getMessage()));
      return;
    }
    limited(
        recorder,
        request,
        response,
        () -> {
          response.setHeader("Content-Type", "application/json");
          if (isHead(request)) {
            response.flushBuffer(); // or some containers say that the body has a length of 0
          } else {
            write(recorder, names, response);
          }
        });
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
    body(request, response, "application/json", json);
  }

  private static void file(String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String type = TYPES.get(path);
    InputStream file =
        type == null ? null : ConsoleServlet.class.getResourceAsStream("files" + path);
    if (type == null || file == null) {
      line(request, response, 404, "Not found.");
      return;
    }
    try (file) {
      body(request, response, type, new String(file.readAllBytes(), UTF_8));
    }
  }
}
