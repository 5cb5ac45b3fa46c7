package io.upstream.metrics.event;

/** One call to a cache and its result. */
public enum CacheCall {
  /** A read that found something, a stored null too. */
  HIT,
  /** A read that found nothing. */
  MISS,
  /** A write. */
  SET,
  /** An eviction by key. */
  DELETE
}
