package io.upstream.metrics.monitoring.query;

import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.tools.Recording;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Vector;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/**
 * Expressions that unify the families that the Python services and ours export under different
 * names or with different bounds: a sum over both is right, and a panel can show either alone.
 *
 * <p>Only latency bounds that both have are kept. Ours have 2 s where the Python services have 2.5
 * s, which counts as 2 s: there a percentile over both is right to half a second, and a latency
 * below 2 s is never shown above it.
 */
public final class BothVocabularies {

  public static final String LATENCY = "job_instance_view:http_latency_bucket:rate5m";

  private static final String REQUEST_BYTES = "job_instance:http_request_bytes:rate5m";
  private static final String RESPONSE_BYTES = "job_instance:http_response_bytes:rate5m";
  private static final String CACHE_HITS = "job_instance_backend:cache_hits:rate5m";
  private static final String CACHE_MISSES = "job_instance_backend:cache_misses:rate5m";
  private static final String EXCEPTIONS = "job_instance_view:http_exceptions:rate5m";
  private static final String COLLECTIONS = "job_instance_gc:gc_collections:rate5m";

  private static final String[] INSTANCE = {"job", "instance"};

  public static final List<Recording> ALL =
      List.of(
          new Recording(LATENCY, latency()),
          new Recording(REQUEST_BYTES, bytes(HttpFamilies.REQUEST_BYTES)),
          new Recording(RESPONSE_BYTES, bytes(HttpFamilies.RESPONSE_BYTES)),
          new Recording(
              CACHE_HITS,
              reads(Series.of(CacheFamilies.HITS), Series.foreign("django_cache_get_hits_total"))),
          new Recording(
              CACHE_MISSES,
              reads(
                  Series.of(CacheFamilies.MISSES),
                  Series.foreign("django_cache_get_misses_total"))),
          new Recording(EXCEPTIONS, exceptions()),
          new Recording(COLLECTIONS, collections()));

  private BothVocabularies() {}

  /** Latencies by bound, at ours. */
  static Series<NoLabels> latencyBuckets() {
    return Series.recorded(LATENCY);
  }

  /** Returns a quantile of the latency; further labels make one of each. */
  public static Expr latency(double quantile, String... labels) {
    return Quantile.ofRate(quantile, latencyBuckets().sum().byBound().keeping(labels));
  }

  /** Returns a quantile of the latency over a window that is longer than the recording's own. */
  public static Expr latencyOver(double quantile, Window window, String... labels) {
    return Quantile.ofRate(
        quantile, latencyBuckets().average(window).sum().byBound().keeping(labels));
  }

  /** Returns the number of observed requests per second. */
  public static Series<NoLabels> latencyCount() {
    return latencyBuckets().is("le", "+Inf");
  }

  public static Series<NoLabels> requestBytes() {
    return Series.recorded(REQUEST_BYTES);
  }

  public static Series<NoLabels> responseBytes() {
    return Series.recorded(RESPONSE_BYTES);
  }

  public static Series<NoLabels> cacheHits() {
    return Series.recorded(CACHE_HITS);
  }

  public static Series<NoLabels> cacheMisses() {
    return Series.recorded(CACHE_MISSES);
  }

  public static Series<NoLabels> exceptionsByView() {
    return Series.recorded(EXCEPTIONS);
  }

  public static Series<NoLabels> garbageCollections() {
    return Series.recorded(COLLECTIONS);
  }

  private static Expr latency() {
    Series<?> ours =
        Series.buckets(HttpFamilies.LATENCY)
            .matches("le", "0.01|0.05|0.1|0.5|1.0|2.0|5.0|10.0|\\\\+Inf");
    Series<?> theirs = Series.buckets(HttpFamilies.LATENCY).is("le", "2.5");
    String[] kept = {"job", "instance", "view", "le"};
    return ours.rate(M5)
        .sum()
        .keeping(kept)
        .or(theirs.rate(M5).sum().keeping(kept).labelled("le", "2.0"));
  }

  private static Expr bytes(CounterFamily<NoLabels> family) {
    return either(
        Series.of(family).rate(M5), Series.foreign(family.name() + "_sum").rate(M5), INSTANCE);
  }

  private static Expr reads(Series<?> ours, Series<NoLabels> theirs) {
    return either(ours.rate(M5), theirs.rate(M5), "job", "instance", "backend");
  }

  // The Python services count an exception by view only if the view has a name.
  private static Expr exceptions() {
    Expr byView =
        Series.of(HttpFamilies.EXCEPTIONS).rate(M5).sum().keeping("job", "instance", "view");
    Expr byType =
        Series.foreign("django_http_exceptions_total_by_type_total")
            .rate(M5)
            .sum()
            .keeping("job", "instance", "type")
            .relabelled("view", "any, $1", "type", "(.*)");
    return byView.orOn(byType, INSTANCE);
  }

  private static Expr collections() {
    Expr python =
        Series.foreign("python_gc_collections_total")
            .rate(M5)
            .sum()
            .keeping("job", "instance", "generation")
            .relabelled("gc", "generation $1", "generation", "(.*)");
    return Series.foreign("jvm_gc_collection_seconds_count")
        .rate(M5)
        .sum()
        .keeping("job", "instance", "gc")
        .or(python);
  }

  private static Expr either(Vector<?> ours, Vector<?> theirs, String... kept) {
    return ours.sum().keeping(kept).or(theirs.sum().keeping(kept));
  }
}
