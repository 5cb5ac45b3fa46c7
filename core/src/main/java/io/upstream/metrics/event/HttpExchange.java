package io.upstream.metrics.event;

import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.Transport;
import io.upstream.metrics.label.View;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been answered, as an adapter saw it; an adapter's own state object may be one.
 *
 * <p>Methods that are added later have a default, so that an adapter of today still compiles.
 */
public interface HttpExchange {

  /** Returns what served it, {@link View#UNMATCHED} where nothing matched. */
  View view();

  /** Returns the route template, null where there is none. */
  default @Nullable Endpoint route() {
    return null;
  }

  /** Returns the method. */
  HttpMethod method();

  /** Returns the scheme of the request. */
  Transport transport();

  /** Returns the status it was answered with. */
  HttpStatus status();

  /** Returns the nanoseconds from the first look at the request to the end of the response. */
  long durationNanos();

  /** Returns how many bytes the request's body had. */
  default long requestBytes() {
    return 0;
  }

  /** Returns how many bytes the response's body had. */
  default long responseBytes() {
    return 0;
  }

  /** Returns what escaped the handler, null where nothing did. */
  default @Nullable Throwable failure() {
    return null;
  }
}
