package io.upstream.metrics.event;

/** What was asked of a cache, and how it went. */
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
