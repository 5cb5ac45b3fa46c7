package io.upstream.metrics.catalog;

import io.upstream.metrics.label.CacheKeyPrefix;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.ThrottleClass;
import java.util.List;

/** Families of API use that the service itself reports: calls, rate limits and business caches. */
public final class ApiFamilies {

  public static final CounterFamily<CallLabels> CALLS =
      CounterFamily.named("upstream_api_endpoint_calls_total")
          .help("Calls of API endpoints.")
          .labels(CallLabels.class);

  public static final CounterFamily<RateLimitLabels> RATE_LIMIT_HITS =
      CounterFamily.named("upstream_api_rate_limit_hit_total")
          .help("Calls refused by a rate limit.")
          .labels(RateLimitLabels.class);

  public static final CounterFamily<KeyLabels> CACHE_HITS =
      CounterFamily.named("upstream_cache_hit_total")
          .help("Business cache reads that found something.")
          .labels(KeyLabels.class);

  public static final CounterFamily<KeyLabels> CACHE_MISSES =
      CounterFamily.named("upstream_cache_miss_total")
          .help("Business cache reads that found nothing.")
          .labels(KeyLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL =
      List.of(CALLS, RATE_LIMIT_HITS, CACHE_HITS, CACHE_MISSES);

  private ApiFamilies() {}

  /** The labels of a family by endpoint, method and customer. */
  public record CallLabels(Endpoint endpoint, HttpMethod method, CustomerId customerId) {}

  /** The labels of a family by endpoint, rule and customer. */
  public record RateLimitLabels(
      Endpoint endpoint, ThrottleClass throttleClass, CustomerId customerId) {}

  /** The labels of a family by prefix of the key. */
  public record KeyLabels(CacheKeyPrefix cacheKeyPrefix) {}
}
