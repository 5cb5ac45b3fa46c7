package io.upstream.metrics;

import io.upstream.metrics.catalog.ApiFamilies;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelGuard;
import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.ThrottleClass;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.SeriesRegistry;
import org.jspecify.annotations.Nullable;

/** What is said of the API and its caches. */
final class ApiVerbs {

  private final Counter<ApiFamilies.CallLabels> calls;
  private final Counter<ApiFamilies.RateLimitLabels> rateLimitHits;
  private final Counter<ApiFamilies.KeyLabels> cacheHits;
  private final Counter<ApiFamilies.KeyLabels> cacheMisses;
  private final LabelGuard endpoints;
  private final LabelGuard throttles;
  private final LabelGuard prefixes;

  ApiVerbs(SeriesRegistry book) {
    calls = book.counter(ApiFamilies.CALLS);
    rateLimitHits = book.counter(ApiFamilies.RATE_LIMIT_HITS);
    cacheHits = book.counter(ApiFamilies.CACHE_HITS);
    cacheMisses = book.counter(ApiFamilies.CACHE_MISSES);
    endpoints = book.guards().guard(Endpoint.class);
    throttles = book.guards().guard(ThrottleClass.class);
    prefixes = book.guards().guard(CacheKeyPrefix.class);
  }

  void call(@Nullable Endpoint endpoint, @Nullable HttpMethod method, LabelEntry customer) {
    calls.add(1, calls.closed(method), endpoints.resolve(endpoint, customer), customer);
  }

  void rateLimitHit(
      @Nullable Endpoint endpoint, @Nullable ThrottleClass throttle, LabelEntry customer) {
    LabelEntry route = endpoints.resolve(endpoint, customer);
    LabelEntry rule = throttles.resolve(throttle, customer);
    rateLimitHits.add(1, rateLimitHits.closed(), route, rule, customer);
  }

  void cacheHit(@Nullable CacheKeyPrefix prefix) {
    cacheHits.add(1, cacheHits.closed(), prefixes.resolve(prefix));
  }

  void cacheMiss(@Nullable CacheKeyPrefix prefix) {
    cacheMisses.add(1, cacheMisses.closed(), prefixes.resolve(prefix));
  }
}
