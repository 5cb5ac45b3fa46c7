package io.upstream.metrics.servlet.exchange;

import io.upstream.metrics.event.HttpExchange;
import io.upstream.metrics.event.HttpMeter;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.Transport;
import io.upstream.metrics.label.View;
import io.upstream.metrics.series.CapturedSpan;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One request, from its first pass through the filter to its one sample.
 *
 * <p>A request may come through the filter several times: once as REQUEST, again for each ASYNC
 * dispatch, and as ERROR when the container makes its error page. Its status is final when a pass
 * ends that did not start anything asynchronous, or, where no pass follows ({@code startAsync} and
 * {@code complete}), when the container calls {@link #onComplete}. Both may happen, in either
 * order, and some containers leave one out. The first one records, by compare-and-set.
 *
 * <p>After {@code sendError} or an exception the container decides on the status, and an error page
 * may change it: see {@link ErrorHandling}.
 *
 * <p>The route is taken at the end of REQUEST and ASYNC passes and never in ERROR, where the
 * request already says {@code /error}. Passes follow each other in the container's own order, so
 * the plain fields need no more than it gives.
 */
final class ServletExchange implements HttpExchange, AsyncListener {

  /** The request attribute that carries the exchange from pass to pass. */
  static final String ATTRIBUTE = "io.upstream.metrics.servlet.exchange";

  /** The method of the request that failed: from Servlet 6.1 on, an ERROR dispatch is a GET. */
  private static final String ERROR_METHOD = "jakarta.servlet.error.method";

  private static final HttpStatus[] STATUSES = new HttpStatus[HttpStatus.MAX + 1];
  private static final VarHandle OVER;

  static {
    for (int code = 0; code < STATUSES.length; code++) {
      STATUSES[code] = new HttpStatus(code);
    }
    try {
      OVER = MethodHandles.lookup().findVarHandle(ServletExchange.class, "over", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final RequestCounter counter;
  private final HttpMeter meter;
  private final @Nullable CapturedSpan span; // kept, because a request often ends after its span
  private final HttpMethod method;
  private final Transport transport;
  private final long startNanos;

  private HttpServletResponse response;
  private @Nullable Route route;
  private @Nullable Throwable failure;
  private AbandonedRequests.@Nullable Watch watch;
  private long durationNanos;
  private long bytesRead;
  private long bytesWritten;
  private int status;
  private boolean routeSaid;
  private boolean escaped;
  private boolean errorSent;
  private boolean errorPending;
  private boolean leftOut;
  private boolean listening;

  @SuppressWarnings("UnusedVariable") // by OVER
  private volatile boolean over;

  ServletExchange(
      RequestCounter counter,
      HttpMeter meter,
      @Nullable CapturedSpan span,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.counter = counter;
    this.meter = meter;
    this.span = span;
    this.response = response;
    this.method = HttpMethod.of(methodOf(request));
    this.transport = "https".equals(request.getScheme()) ? Transport.HTTPS : Transport.HTTP;
    // The announced content length counts as long as the application does not read the body itself.
    this.bytesRead = Math.max(0, request.getContentLengthLong());
    this.startNanos = counter.nanoTime();
    meter.started();
  }

  private static String methodOf(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR
            && request.getAttribute(ERROR_METHOD) instanceof String failed
        ? failed
        : request.getMethod();
  }

  static @Nullable ServletExchange of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof ServletExchange exchange ? exchange : null;
  }

  // The filter's passes and the wrappers call the methods that follow.

  /** Sets the route that the application has given, which has precedence over all others. */
  void setRoute(Route given) {
    route = given;
    routeSaid = true;
  }

  void respondBy(HttpServletResponse current) {
    response = current;
  }

  HttpServletResponse response() {
    return response;
  }

  void bodyTouched() {
    bytesRead = 0;
  }

  void read(long bytes) {
    bytesRead += bytes;
  }

  void written(long bytes) {
    bytesWritten += bytes;
  }

  /** Drops what was written so far: it never leaves the buffer. */
  void dropped() {
    bytesWritten = 0;
  }

  /**
   * Notes that the application asked for an error response; the text written before is not sent.
   */
  void errorSent() {
    errorSent = true;
    dropped();
  }

  void passEnded(HttpServletRequest pass, @Nullable Throwable thrown) {
    if (over) {
      if (!leftOut) {
        // The bytes belong to the error page of a request whose sample exists already.
        meter.lateResponseBytes(takeLateBytes());
      }
      return;
    }
    if (errorPending) {
      return; // this pass writes the error page; the end of the request follows
    }
    if (thrown != null) {
      failure = thrown;
      escaped = true;
    }
    if (route == null && pass.getDispatcherType() != DispatcherType.ERROR) {
      route = counter.routeOf(pass);
    }
    if (awaitsErrorHandling(pass)) {
      errorPending = true;
      if (!response.isCommitted()) {
        dropped();
      }
      watch = counter.abandoned().watch(this, meter);
      return;
    }
    // An exception that leaves the filter ends it, also after startAsync: Tomcat then closes the
    // connection and calls no listener.
    if (thrown != null || !pass.isAsyncStarted() || !listenTo(pass)) {
      end();
    }
  }

  private boolean awaitsErrorHandling(HttpServletRequest pass) {
    return (escaped || errorSent)
        && counter.errors() == ErrorHandling.ENDS_WITH_REQUEST
        && pass.getDispatcherType() == DispatcherType.REQUEST
        && !pass.isAsyncStarted();
  }

  /**
   * Notes that the container has finished its error handling; the status is now the one that the
   * client gets.
   */
  void errorHandled() {
    if (errorPending) {
      escaped = false;
      end();
    }
  }

  /** Returns whether the container reports the end of the request. */
  private boolean listenTo(HttpServletRequest pass) {
    try {
      if (!listening) { // for later asynchronous cycles, onStartAsync adds the listener
        pass.getAsyncContext().addListener(this);
        listening = true;
        watch = counter.abandoned().watch(this, meter);
      }
      return true;
    } catch (IllegalStateException alreadyComplete) {
      return false;
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // The container or the application has yet to decide on the status; a pass or onComplete
    // follows.
  }

  @Override
  public void onError(AsyncEvent event) {
    if (failure == null) {
      failure = event.getThrowable();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  private void end() {
    if (OVER.compareAndSet(this, false, true)) {
      durationNanos = Math.max(0, counter.nanoTime() - startNanos); // the clock may go back
      status = finalStatus();
      counter.abandoned().release(watch);
      if (span == null) {
        meter.ended(this);
      } else {
        span.run(() -> meter.ended(this));
      }
      bytesWritten = 0; // bytes from now on are late
    }
  }

  private long takeLateBytes() {
    long late = responseBytes();
    bytesWritten = 0;
    return late;
  }

  /** Leaves the request out: it is no longer in progress, makes no sample and counts no bytes. */
  void leaveOut() {
    leftOut = true;
    if (OVER.compareAndSet(this, false, true)) {
      counter.abandoned().release(watch);
      meter.abandoned();
    }
  }

  boolean countsScrapes() {
    return counter.countsScrapes();
  }

  /**
   * Returns the status of the sample. While an exception is propagating, the container has not yet
   * set the status that it will send.
   */
  private int finalStatus() {
    boolean sent = response.isCommitted();
    if (errorSent && escaped) { // containers call a response committed after sendError, too
      sent = counter.errors() == ErrorHandling.JETTY;
    }
    if (!escaped || sent) {
      return response.getStatus();
    }
    bytesWritten = 0;
    if (failure instanceof UnavailableException unavailable) {
      return unavailable.isPermanent() ? 404 : 503;
    }
    return 500;
  }

  // The methods that follow return the labels and numbers of the sample.

  @Override
  public View view() {
    return matched().view();
  }

  @Override
  public @Nullable Endpoint route() {
    return matched().template();
  }

  /** Returns the route; a request that the servlet at {@code /} did not find is unmatched. */
  private Route matched() {
    Route known = route;
    return known == null || (!routeSaid && status == 404 && known.isCatchAll())
        ? Route.UNMATCHED
        : known;
  }

  @Override
  public HttpMethod method() {
    return method;
  }

  @Override
  public Transport transport() {
    return transport;
  }

  @Override
  public HttpStatus status() {
    return status >= 0 && status < STATUSES.length ? STATUSES[status] : new HttpStatus(status);
  }

  @Override
  public long durationNanos() {
    return durationNanos;
  }

  @Override
  public long requestBytes() {
    return bytesRead;
  }

  /**
   * Returns the bytes that were written; 0 if the response may not have a body, because containers
   * drop such a body.
   */
  @Override
  public long responseBytes() {
    return method == HttpMethod.HEAD || status == 204 || status == 304 ? 0 : bytesWritten;
  }

  @Override
  public @Nullable Throwable failure() {
    return failure;
  }
}
