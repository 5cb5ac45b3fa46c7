package io.upstream.metrics.event;

/** Takes what happens to the connections of one data source. */
public interface ConnectionMeter {

  /** A connection was opened, or handed out by a pool that does not say. */
  void opened();

  /** No connection could be had. */
  void failed();

  /** A connection was handed out. */
  void borrowed();

  /** A connection was given back, once however often it was closed. */
  void returned();
}
