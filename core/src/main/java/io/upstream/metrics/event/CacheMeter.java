package io.upstream.metrics.event;

/** Receives the calls of one cache. */
@FunctionalInterface
public interface CacheMeter {

  /** Called after each call of the cache. */
  void record(CacheCall call);
}
