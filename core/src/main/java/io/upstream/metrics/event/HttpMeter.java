package io.upstream.metrics.event;

/** Takes what happens at the door of a service: each request starts once and ends once. */
public interface HttpMeter {

  /** A request has come in. */
  void started();

  /** A request has been answered. */
  void ended(HttpExchange exchange);

  /** A request that started is lost, or not to be counted: only what is in progress changes. */
  void abandoned();

  /** Bytes that were written after a request had ended, such as by the container's error page. */
  void lateResponseBytes(long bytes);
}
