package io.upstream.metrics.servlet;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.page.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Health, readiness and liveness beside the metrics: {@code /metrics/health}, {@code
 * /metrics/readiness} and {@code /metrics/liveness}, each 200 or 503 with its state as JSON.
 *
 * <p>The last part of the path selects one of them. Clients that may read the metrics see the
 * single checks; others get only the state. {@code /api/v1/metrics/health} answers a plain {@code
 * OK} for the platform's gateways and runs no check.
 */
public final class HealthServlet extends HttpServlet {

  private static final System.Logger LOGGER = SafeLogger.of(HealthServlet.class);
  private static final String PLAIN = "/api/v1/metrics/health";

  private final Supplier<Health> health;
  private final MetricsAccess access;
  private final AtomicBoolean failureSaid = new AtomicBoolean();

  /**
   * Creates a servlet without checks, for a container that instantiates its servlets itself; the
   * settings decide who sees details.
   */
  public HealthServlet() {
    this(Health.none(), MetricsAccess.fromSettings());
  }

  /**
   * @param access decides who sees the single checks
   */
  public HealthServlet(Health health, MetricsAccess access) {
    this(() -> health, access);
  }

  /**
   * @param health called at each request, for checks that do not exist yet
   * @param access decides who sees the single checks
   */
  public HealthServlet(Supplier<Health> health, MetricsAccess access) {
    this.health = health;
    this.access = access;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    Responses.answer(request, response, () -> answer(request, response));
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!Responses.isRead(request)) {
      Responses.methodNotAllowed(request, response, "GET, HEAD");
      return;
    }
    String path = path(request);
    if (path.endsWith(PLAIN)) {
      Responses.body(request, response, 200, "text/plain; charset=utf-8", "OK");
      return;
    }
    String asked = path.substring(path.lastIndexOf('/') + 1);
    switch (asked) {
      case "health", "readiness", "liveness" -> state(asked, request, response);
      default -> Responses.line(request, response, 404, "Not found.");
    }
  }

  private static String path(HttpServletRequest request) {
    String below = request.getPathInfo();
    String path =
        request.getContextPath() + request.getServletPath() + (below == null ? "" : below);
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private void state(String asked, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, CheckOutcome> checks = checks(asked);
    boolean up = checks.values().stream().allMatch(CheckOutcome::up);
    String body = json(up, access.mayRead(request) ? checks : Map.of());
    Responses.body(request, response, up ? 200 : 503, "application/json", body);
  }

  private Map<String, CheckOutcome> checks(String asked) {
    try {
      Health now = health.get();
      return switch (asked) {
        case "readiness" -> now.readiness();
        case "liveness" -> now.liveness();
        default -> withSettings(now.health());
      };
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      // The application's supplier fails, for example while the application starts.
      if (!failureSaid.getAndSet(true)) {
        LOGGER.log(System.Logger.Level.WARNING, "The state of health could not be found", e);
      }
      return Map.of("startup", new CheckOutcome(false, 0, e.getClass().getSimpleName()));
    }
  }

  /**
   * Adds a failed check if metrics cannot be recorded. This affects health, never liveness or
   * readiness.
   */
  private static Map<String, CheckOutcome> withSettings(Map<String, CheckOutcome> checks) {
    String error = UpstreamMetrics.implicitRecorderError();
    if (error == null) {
      return checks;
    }
    Map<String, CheckOutcome> all = new LinkedHashMap<>(checks);
    all.put("metrics_settings", new CheckOutcome(false, 0, error));
    return all;
  }

  private static String json(boolean up, Map<String, CheckOutcome> checks) {
    StringBuilder json = new StringBuilder("{\"status\":").append(state(up));
    String separator = ",\"checks\":{";
    for (Map.Entry<String, CheckOutcome> check : checks.entrySet()) {
      CheckOutcome outcome = check.getValue();
      json.append(separator).append(Json.write(check.getKey()));
      json.append(":{\"status\":").append(state(outcome.up()));
      json.append(",\"time_ms\":").append(TimeUnit.NANOSECONDS.toMillis(outcome.nanos()));
      if (outcome.error() != null) {
        json.append(",\"error\":").append(Json.write(outcome.error()));
      }
      json.append('}');
      separator = ",";
    }
    return json.append(checks.isEmpty() ? "}" : "}}").append('\n').toString();
  }

  private static String state(boolean up) {
    return up ? "\"UP\"" : "\"DOWN\"";
  }
}
