package io.upstream.metrics.servlet.exchange;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.HttpMeter;
import io.upstream.metrics.guard.SafeLogger;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts each request once, however often it passes a filter, with its time and its bytes. */
public final class RequestCounter {

  private static final System.Logger LOGGER = SafeLogger.of(RequestCounter.class);

  private final Supplier<UpstreamRecorder> recorder;
  private final Function<HttpServletRequest, @Nullable String> routes;
  private final boolean countScrapes;
  private final LongSupplier nanoTime;
  private final Route.Cache known = new Route.Cache();
  private final AbandonedRequests abandoned = new AbandonedRequests();
  private final AtomicBoolean resolverSaid = new AtomicBoolean();
  private volatile ErrorHandling errors = ErrorHandling.UNKNOWN;

  /**
   * Creates a counter.
   *
   * @param recorder returns the recorder at each request
   * @param routes returns the route of a request; null if nothing matched
   * @param countScrapes true if requests for the metrics page count
   * @param nanoTime a clock of nanoseconds
   */
  public RequestCounter(
      Supplier<UpstreamRecorder> recorder,
      Function<HttpServletRequest, @Nullable String> routes,
      boolean countScrapes,
      LongSupplier nanoTime) {
    this.recorder = recorder;
    this.routes = routes;
    this.countScrapes = countScrapes;
    this.nanoTime = nanoTime;
  }

  /** Returns a counter like this one that also counts requests for the metrics page. */
  public RequestCounter countingScrapes() {
    return new RequestCounter(recorder, routes, true, nanoTime);
  }

  /**
   * Learns how the container handles errors. Some containers accept the listener that this needs
   * only while the context starts.
   */
  public void handleErrorsAs(ServletContext context) {
    errors = ErrorHandling.in(context);
  }

  /** Sets the route of a request, in place of the one that the counter would find. */
  public static void setRoute(ServletRequest request, String handler, @Nullable String template) {
    ServletExchange exchange = ServletExchange.of(request);
    if (exchange != null) {
      exchange.setRoute(Route.of(handler, template));
    }
  }

  /** Returns whether a counter counts the request already. */
  public static boolean isCounting(ServletRequest request) {
    return ServletExchange.of(request) != null;
  }

  /** Excludes a request from all numbers. */
  public static void leaveOut(ServletRequest request) {
    ServletExchange exchange = ServletExchange.of(request);
    if (exchange != null) {
      exchange.leaveOut();
    }
  }

  /** Excludes a request for one of our pages, unless the counter counts these. */
  public static void leaveOutScrape(ServletRequest request) {
    ServletExchange exchange = ServletExchange.of(request);
    if (exchange != null && !exchange.countsScrapes()) {
      exchange.leaveOut();
    }
  }

  /** Returns the response behind the wrapper that counts; the response itself if none does. */
  public static ServletResponse uncounted(ServletResponse response) {
    return response instanceof CountingResponse counting ? counting.getResponse() : response;
  }

  /**
   * Passes a request on and counts it, unless it comes from the outer one of two passes.
   *
   * @throws IOException if the chain throws it
   * @throws ServletException if the chain throws it
   */
  public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
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
      String route = routes.apply(request);
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

  /** Returns the requests whose end the container may never report. */
  public AbandonedRequests abandoned() {
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
