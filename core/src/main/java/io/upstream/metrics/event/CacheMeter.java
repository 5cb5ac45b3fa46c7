package io.upstream.metrics.event;

/** Takes the calls of one cache. */
@FunctionalInterface
public interface CacheMeter {

  /** The cache was asked something. */
  void record(CacheCall call);
}
