package io.upstream.metrics.event;

import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.Transport;
import io.upstream.metrics.label.View;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been answered, as an adapter saw it; an adapter's own state object may be one.
 */
public interface HttpExchange {

  /** What served it, {@link View#UNMATCHED} where nothing matched. */
  View view();

  /** The route template, where there is one. */
  @Nullable Endpoint route();

  /** The method. */
  HttpMethod method();

  /** The scheme it came by. */
  Transport transport();

  /** The status it was answered with. */
  HttpStatus status();

  /** From the first look at the request to the end of the response. */
  long durationNanos();

  /** Bytes of the request's body. */
  long requestBytes();

  /** Bytes of the response's body. */
  long responseBytes();

  /** What escaped the handler, where something did. */
  @Nullable Throwable failure();
}
