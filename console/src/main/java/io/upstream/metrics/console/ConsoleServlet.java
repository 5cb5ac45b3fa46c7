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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page for operators: the guard's report as bars, the values of each label, and the catalogue
 * with search and current values. The data are also available as JSON: {@code report.json}, {@code
 * catalogue.json}, and {@code values.json}, which takes {@code ?name[]=..} for some families only.
 *
 * <pre>{@code
 * context.addServlet("console", new ConsoleServlet(recorder, access)).addMapping("/console/*");
 * }</pre>
 *
 * <p>It shows what the metrics page shows, so the same readers are allowed. The browser loads
 * nothing from other servers.
 *
 * <p>If a rule of {@link MetricsAccess} is set, the readers that it allows can also change the
 * guards: release and deny values, change budgets, naming and allow-lists. {@link ChangeRequests}
 * keeps other web pages from doing so in their name. The console is read-only with {@code
 * METRICS_CONSOLE_READ_ONLY=true}, and with the default rule, under which any program on this
 * machine may read.
 *
 * <p>With a {@link ChartHistory} it also keeps the last minutes of some sums, as {@code
 * history.json}, for charts on a page that embeds it. Without one it keeps nothing and has no
 * thread.
 */
public final class ConsoleServlet extends OperatorServlet {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Pattern SINCE = Pattern.compile("since=[0-9]{1,15}");
  private static final Map<String, String> TYPES =
      Map.of(
          "/index.html", "text/html; charset=utf-8",
          "/icon.svg", "image/svg+xml",
          "/console.css", "text/css; charset=utf-8",
          "/console.js", "text/javascript; charset=utf-8",
          "/parts.js", "text/javascript; charset=utf-8",
          "/changes.js", "text/javascript; charset=utf-8");

  private final ChangeRequests changes;
  private final @Nullable RecentValues recent;

  /**
   * Creates a console for a container that instantiates its servlets itself. It shows the recorder
   * that is installed at the time of a request, to the readers that the settings allow.
   */
  public ConsoleServlet() {
    this(UpstreamMetrics::recorder, MetricsAccess.fromSettings(), null);
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
    this(() -> recorder, access, null);
    ChangeRequests.isReadOnly(recorder);
  }

  /**
   * Creates a console that also keeps the last minutes of some sums for charts. It begins when the
   * container initializes the servlet: let it do so at start-up.
   *
   * @throws IllegalArgumentException if {@code METRICS_CONSOLE_READ_ONLY} is malformed
   */
  public ConsoleServlet(UpstreamRecorder recorder, MetricsAccess access, ChartHistory history) {
    this(() -> recorder, access, new RecentValues(history, recorder));
    ChangeRequests.isReadOnly(recorder);
  }

  private ConsoleServlet(
      Supplier<UpstreamRecorder> recorder, MetricsAccess access, @Nullable RecentValues recent) {
    super(recorder, access);
    this.changes = new ChangeRequests(access);
    this.recent = recent;
  }

  @Override
  public void init() {
    if (recent != null) {
      recent.start();
    }
  }

  @Override
  public void destroy() {
    if (recent != null) {
      recent.stop();
    }
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
      // The address is relative: a browser could read a path that the client chose, such as //host,
      // as another host.
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
      case "/history.json" -> history(request, response);
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
   * Answers with the values of one label type. Its name is a parameter of the URL; a value never
   * is, because URLs are logged.
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

  private void history(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = request.getQueryString();
    if (recent == null) {
      line(request, response, 404, "This console keeps no history.");
    } else if (query != null && !SINCE.matcher(query).matches()) {
      line(request, response, 400, "Expected since= and a time in milliseconds.");
    } else {
      json(request, response, recent.json(query == null ? 0 : Long.parseLong(query.substring(6))));
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
