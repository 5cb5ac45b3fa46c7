package io.upstream.metrics.servlet;

import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mounts the filter, the page and health beside it, with the mappings and switches that they need.
 *
 * <pre>{@code
 * MetricsMount.in(servletContext).recorder(recorder).health(health).at("/metrics");
 * }</pre>
 *
 * <p>Use it while the context starts: in a {@code ServletContextListener} or a {@code
 * ServletContainerInitializer}. Values that the caller does not set come from the settings and the
 * installed recorder.
 */
public final class MetricsMount {

  private static final List<String> HEALTH = List.of("/health", "/readiness", "/liveness");

  private final ServletContext context;
  private @Nullable UpstreamRecorder recorder;
  private @Nullable MetricsAccess access;
  private @Nullable MetricsFilter filter;
  private @Nullable MetricsServlet servlet;
  private Health health = Health.none();

  private MetricsMount(ServletContext context) {
    this.context = context;
  }

  public static MetricsMount in(ServletContext context) {
    return new MetricsMount(context);
  }

  /** Sets the recorder whose page is shown and in which requests are counted. */
  public MetricsMount recorder(UpstreamRecorder recorder) {
    this.recorder = recorder;
    return this;
  }

  /** Sets the rule of who can read the page. */
  public MetricsMount access(MetricsAccess access) {
    this.access = access;
    return this;
  }

  /** Sets the checks from which health, readiness and liveness answer. */
  public MetricsMount health(Health health) {
    this.health = health;
    return this;
  }

  /** Sets a filter with its own routes, in place of the standard one. */
  public MetricsMount filter(MetricsFilter filter) {
    this.filter = filter;
    return this;
  }

  /** Sets a page with its own limits, in place of the standard one. */
  public MetricsMount servlet(MetricsServlet servlet) {
    this.servlet = servlet;
    return this;
  }

  /**
   * Mounts at these paths, one or several.
   *
   * @throws IllegalStateException where one of them is taken already
   * @throws IllegalArgumentException if a path or, where no recorder is given or installed, a
   *     setting is malformed
   */
  public void at(String... paths) {
    List<String> pages = new ArrayList<>();
    List<String> probes = new ArrayList<>();
    for (String path : paths) {
      if (!isPath(path)) {
        throw new IllegalArgumentException(
            "'" + path + "' is not a path such as /metrics to mount at");
      }
      withAndWithoutSlash(pages, path);
      HEALTH.forEach(probe -> withAndWithoutSlash(probes, path + probe));
    }
    String error = recorder == null ? UpstreamMetrics.recorder().settingsError() : null;
    if (error != null) {
      throw new IllegalArgumentException("Cannot mount metrics: " + error);
    }
    MetricsAccess who = access == null ? MetricsAccess.from(settings()) : access;
    add("upstream-metrics", servlet == null ? newServlet(who) : servlet, pages);
    add("upstream-health", new HealthServlet(health, who), probes);
    (filter == null ? newFilter() : filter).addTo(context);
  }

  /**
   * Returns whether a page can be mounted at a path: segments that begin with a slash, no wildcard.
   */
  static boolean isPath(String path) {
    return path.matches("(?:/[^/*]+)++");
  }

  private static void withAndWithoutSlash(List<String> mappings, String path) {
    mappings.add(path);
    mappings.add(path + "/");
  }

  private Settings settings() {
    return recorder == null ? Settings.system() : recorder.settings();
  }

  private MetricsServlet newServlet(MetricsAccess who) {
    return recorder == null ? new MetricsServlet(who) : new MetricsServlet(recorder, who);
  }

  private MetricsFilter newFilter() {
    return recorder == null ? new MetricsFilter() : new MetricsFilter(recorder);
  }

  private void add(String name, Servlet servlet, List<String> mappings) {
    ServletRegistration.Dynamic added = context.addServlet(name, servlet);
    if (added == null) {
      throw new IllegalStateException(
          "Cannot mount metrics: the servlet '" + name + "' is there already");
    }
    added.setAsyncSupported(true);
    Set<String> taken = added.addMapping(mappings.toArray(String[]::new));
    if (!taken.isEmpty()) {
      throw new IllegalStateException("Cannot mount metrics: " + taken + " is mapped already");
    }
  }
}
