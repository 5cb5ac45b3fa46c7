package io.upstream.metrics.event;

/**
 * Receives the requests of a service: each starts once, and ends or is abandoned once.
 *
 * <p>A vocabulary implements the methods that its families need; the others do nothing. Methods
 * that are added later do nothing by default, too.
 */
public interface HttpMeter {

  /** Called when a request has come in. */
  default void started() {}

  /** Called when a request has been answered. */
  default void ended(HttpExchange exchange) {}

  /**
   * Called when a started request is lost or must not be counted: only the number in progress
   * changes.
   */
  default void abandoned() {}

  /**
   * Adds bytes that were written after a request had ended, such as by the container's error page.
   */
  default void lateResponseBytes(long bytes) {}
}
