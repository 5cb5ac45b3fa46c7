package io.upstream.metrics.vocabularies;

import io.upstream.metrics.event.HttpExchange;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.Transport;
import io.upstream.metrics.label.View;
import org.jspecify.annotations.Nullable;

/** A request of 30 ms that brought 20 bytes and was answered with 3,000. */
record Exchange(
    HttpMethod method,
    @Nullable Endpoint route,
    View view,
    HttpStatus status,
    @Nullable Throwable failure)
    implements HttpExchange {

  static Exchange of(HttpMethod method, String route, int status) {
    return new Exchange(
        method,
        new Endpoint(route),
        new View("ClaimController#list"),
        new HttpStatus(status),
        null);
  }

  static Exchange unmatched() {
    return new Exchange(HttpMethod.GET, null, View.UNMATCHED, new HttpStatus(404), null);
  }

  Exchange failing(Throwable failure) {
    return new Exchange(method, route, view, status, failure);
  }

  @Override
  public Transport transport() {
    return Transport.HTTPS;
  }

  @Override
  public long durationNanos() {
    return 30_000_000;
  }

  @Override
  public long requestBytes() {
    return 20;
  }

  @Override
  public long responseBytes() {
    return 3_000;
  }
}
