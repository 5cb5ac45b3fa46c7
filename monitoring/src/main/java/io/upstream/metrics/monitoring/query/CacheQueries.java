package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.catalog.ApiFamilies.CACHE_HITS;
import static io.upstream.metrics.catalog.ApiFamilies.CACHE_MISSES;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.ApiFamilies.KeyLabels;
import io.upstream.metrics.tools.Query;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Questions about the business caches. */
public final class CacheQueries {

  public static final Expr RATIO_BY_KEY = hitsByKey().over(hitsByKey().plus(missesByKey()));

  private static final String TOPIC = "Caches";

  static final List<Query> ALL =
      List.of(
          new Query(
              "P41",
              TOPIC,
              "Which percentage of reads finds something?",
              hits().orZero().over(hits().orZero().plus(misses().orZero())).times(100)),
          new Query(
              "P42",
              TOPIC,
              "And for each kind of key?",
              RATIO_BY_KEY,
              "A kind of key with only hits or only misses is in it, at 1 or 0."));

  private CacheQueries() {}

  private static Expr hits() {
    return Series.of(CACHE_HITS).rate(M5).sum();
  }

  private static Expr misses() {
    return Series.of(CACHE_MISSES).rate(M5).sum();
  }

  private static Expr hitsByKey() {
    return orNoughtOf(
        Series.of(CACHE_HITS).rate(M5).sum().by(KeyLabels::cacheKeyPrefix),
        Series.of(CACHE_MISSES).rate(M5).sum().by(KeyLabels::cacheKeyPrefix));
  }

  private static Expr missesByKey() {
    return orNoughtOf(
        Series.of(CACHE_MISSES).rate(M5).sum().by(KeyLabels::cacheKeyPrefix),
        Series.of(CACHE_HITS).rate(M5).sum().by(KeyLabels::cacheKeyPrefix));
  }

  /** Returns one expression, or 0 for series that only the other has. */
  public static Expr orNoughtOf(Expr one, Expr other) {
    return one.or(Expr.number(0).times(other));
  }
}
