package io.upstream.metrics.servlet;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.exchange.RequestCounter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts every request once: by view, method, transport and status, with its time and its bytes.
 *
 * <pre>{@code
 * new MetricsFilter(recorder).addTo(servletContext); // while the context starts
 * }</pre>
 *
 * <p>If other code mounts it, it must be at {@code /*}, before all other filters, for REQUEST,
 * ASYNC and ERROR, and with async supported.
 *
 * <p>The view is the servlet's mapping, unless a {@link RouteResolver} is given or the application
 * sets it: {@code MetricsFilter.route(request, "/claims/{id}")}. Scrapes of our own page are not
 * counted, see {@link #countingScrapes}.
 */
public final class MetricsFilter implements Filter {

  final RequestCounter counter;

  /**
   * Creates a filter for a container that instantiates its filters itself; it records into the
   * installed recorder.
   */
  public MetricsFilter() {
    this(UpstreamMetrics::recorder, RouteResolver.servletMapping(), false, System::nanoTime);
  }

  /** Views are the servlets' mappings. */
  public MetricsFilter(UpstreamRecorder recorder) {
    this(recorder, RouteResolver.servletMapping());
  }

  public MetricsFilter(UpstreamRecorder recorder, RouteResolver routes) {
    this(() -> recorder, routes, false, System::nanoTime);
  }

  MetricsFilter(
      Supplier<UpstreamRecorder> recorder,
      RouteResolver routes,
      boolean countScrapes,
      LongSupplier nanoTime) {
    this(new RequestCounter(recorder, routes::route, countScrapes, nanoTime));
  }

  private MetricsFilter(RequestCounter counter) {
    this.counter = counter;
  }

  /** Returns a filter like this one that also counts requests for the metrics page. */
  public MetricsFilter countingScrapes() {
    return new MetricsFilter(counter.countingScrapes());
  }

  /** Sets the route template of a request, in place of the one that a resolver would find. */
  public static void route(ServletRequest request, String template) {
    handler(request, template, template.startsWith("/") ? template : null);
  }

  /**
   * Sets the handler of a request.
   *
   * @param handler the view, such as {@code ClaimController#list}
   * @param template the route template for vocabularies that use it as a label; null if there is
   *     none
   */
  public static void handler(ServletRequest request, String handler, @Nullable String template) {
    RequestCounter.setRoute(request, handler, template);
  }

  /** Returns whether a filter of this kind already counts the request. */
  public static boolean isMeasuring(ServletRequest request) {
    return RequestCounter.isCounting(request);
  }

  /**
   * Excludes a request, such as a probe, from all numbers. Call it before the answer is complete.
   */
  public static void leaveOut(ServletRequest request) {
    RequestCounter.leaveOut(request);
  }

  /**
   * Mounts it in front of everything in a context that starts.
   *
   * @throws IllegalStateException where the context has started, or has such a filter already
   */
  public void addTo(ServletContext context) {
    FilterRegistration.Dynamic added = context.addFilter("upstream-metrics", this);
    if (added == null) {
      throw new IllegalStateException(
          "Cannot mount metrics: the filter 'upstream-metrics' is there already");
    }
    added.setAsyncSupported(true);
    added.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
        false,
        "/*");
    counter.handleErrorsAs(context);
  }

  /** Prepares the filter; the container calls it. */
  @Override
  public void init(FilterConfig config) {
    counter.handleErrorsAs(config.getServletContext());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer) {
      counter.pass(http, answer, chain);
    } else {
      chain.doFilter(request, response);
    }
  }
}
