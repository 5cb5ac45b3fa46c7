package io.upstream.metrics.servlet;

import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.HttpMeter;
import io.upstream.metrics.guard.SafeLogger;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private static final System.Logger LOGGER = SafeLogger.of(MetricsFilter.class);

  private final Supplier<UpstreamRecorder> recorder;
  private final RouteResolver routes;
  private final boolean countScrapes;
  private final LongSupplier nanoTime;
  private final Route.Cache known = new Route.Cache();
  private final AbandonedRequests abandoned = new AbandonedRequests();
  private final AtomicBoolean resolverSaid = new AtomicBoolean();
  private volatile ErrorHandling errors = ErrorHandling.UNKNOWN;

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
    this.recorder = recorder;
    this.routes = routes;
    this.countScrapes = countScrapes;
    this.nanoTime = nanoTime;
  }

  /** Returns a filter like this one that also counts requests for the metrics page. */
  public MetricsFilter countingScrapes() {
    return new MetricsFilter(recorder, routes, true, nanoTime);
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
    ServletExchange exchange = ServletExchange.of(request);
    if (exchange != null) {
      exchange.setRoute(Route.of(handler, template));
    }
  }

  /** Returns whether a filter of this kind already counts the request. */
  public static boolean isMeasuring(ServletRequest request) {
    return ServletExchange.of(request) != null;
  }

  /**
   * Excludes a request, such as a probe, from all numbers. Call it before the answer is complete.
   */
  public static void leaveOut(ServletRequest request) {
    ServletExchange exchange = ServletExchange.of(request);
    if (exchange != null) {
      exchange.leaveOut();
    }
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
    ErrorHandling.in(context); // some containers accept listeners only at this time
  }

  /** Prepares the filter; the container calls it. */
  @Override
  public void init(FilterConfig config) {
    errors = ErrorHandling.in(config.getServletContext());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer) {
      pass(http, answer, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ServletExchange exchange = ServletExchange.of(request);
    if (exchange == null) {
      abandoned.sweep();
      // This includes an ERROR dispatch without an earlier pass, if something in front of the
      // filter refused the request.
      UpstreamRecorder current = recorder.get();
      HttpMeter meter = current.events().http();
      exchange = new ServletExchange(this, meter, current.captureSpan(), request, response);
      request.setAttribute(ServletExchange.ATTRIBUTE, exchange);
    } else if (!followsAnother(request.getDispatcherType())) {
      // The filter is mapped twice, or also for forwards and includes. This pass is inside the one
      // that counts.
      chain.doFilter(request, response);
      return;
    }
    measured(exchange, request, response, chain);
  }

  private static boolean followsAnother(DispatcherType type) {
    return type == DispatcherType.ASYNC || type == DispatcherType.ERROR;
  }

  private static void measured(
      ServletExchange exchange,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    boolean counted =
        response instanceof ServletResponseWrapper wrapper
            && (wrapper instanceof CountingResponse
                || wrapper.isWrapperFor(CountingResponse.class));
    HttpServletRequest in = counted ? request : new CountingRequest(request, exchange);
    HttpServletResponse out = counted ? response : new CountingResponse(response, exchange);
    exchange.respondBy(out);
    Throwable thrown = null;
    try {
      chain.doFilter(in, out);
    } catch (Throwable t) {
      thrown = t;
      throw t;
    } finally {
      exchange.passEnded(request, thrown);
    }
  }

  @Nullable Route routeOf(HttpServletRequest request) {
    try {
      String route = routes.route(request);
      return route == null ? null : known.get(route);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) { // the application's code: the request has its answer already
      if (!resolverSaid.getAndSet(true)) {
        LOGGER.log(
            System.Logger.Level.WARNING, "The route resolver threw: requests go unmatched", e);
      }
      return null;
    }
  }

  AbandonedRequests abandoned() {
    return abandoned;
  }

  ErrorHandling errors() {
    return errors;
  }

  boolean countsScrapes() {
    return countScrapes;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }
}
