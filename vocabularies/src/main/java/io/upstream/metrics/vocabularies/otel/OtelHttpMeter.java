package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.HttpExchange;
import io.upstream.metrics.event.HttpMeter;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.vocabularies.otel.OtelFamilies.HttpServerLabels;

/** Records requests by OpenTelemetry's conventions. */
final class OtelHttpMeter implements HttpMeter {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int SERVER_ERROR = 500;

  private final Histogram<HttpServerLabels> duration;

  OtelHttpMeter(Families families) {
    duration = families.histogram(OtelFamilies.HTTP_SERVER_DURATION);
  }

  @Override
  public void started() {
    // OpenTelemetry has no stable convention for requests in progress.
  }

  @Override
  public void ended(HttpExchange exchange) {
    HttpResponseStatus status = new HttpResponseStatus(Integer.toString(exchange.status().code()));
    duration.observe(
        new HttpServerLabels(
            exchange.method(), exchange.transport(), status, route(exchange), error(exchange)),
        exchange.durationNanos() / NANOS_PER_SECOND);
  }

  private static HttpRoute route(HttpExchange exchange) {
    Endpoint route = exchange.route();
    return route == null || route.value() == null ? HttpRoute.ABSENT : new HttpRoute(route.value());
  }

  // Only an exception that escaped or a status of 500 or more is an error of the server. Errors of
  // the client are not.
  private static OtelErrorType error(HttpExchange exchange) {
    Throwable failure = exchange.failure();
    if (failure != null) {
      return OtelErrorType.of(failure);
    }
    int status = exchange.status().code();
    return status < SERVER_ERROR
        ? OtelErrorType.ABSENT
        : new OtelErrorType(Integer.toString(status));
  }

  @Override
  public void abandoned() {
    // The request has not been counted.
  }

  @Override
  public void lateResponseBytes(long bytes) {
    // OpenTelemetry has no stable convention for sizes.
  }
}
