package io.upstream.metrics.event;

/**
 * Takes the requests of a service: each starts once, and ends or is abandoned once.
 *
 * <p>A vocabulary implements the methods that its families need; the others do nothing. Methods
 * that are added later do nothing by default, too.
 */
public interface HttpMeter {

  /** A request has come in. */
  default void started() {}

  /** A request has been answered. */
  default void ended(HttpExchange exchange) {}

  /** A request that started is lost, or not to be counted: only what is in progress changes. */
  default void abandoned() {}

  /** Bytes that were written after a request had ended, such as by the container's error page. */
  default void lateResponseBytes(long bytes) {}
}
