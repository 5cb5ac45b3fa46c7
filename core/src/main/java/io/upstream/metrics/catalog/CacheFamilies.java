package io.upstream.metrics.catalog;

import io.upstream.metrics.label.CacheName;
import java.util.List;

/** Families of caches: gets, hits, misses, sets and deletes. */
public final class CacheFamilies {

  public static final CounterFamily<BackendLabels> GETS =
      CounterFamily.named("django_cache_get_total")
          .help("Cache reads.")
          .labels(BackendLabels.class);

  public static final CounterFamily<BackendLabels> HITS =
      CounterFamily.named("django_cache_hits_total")
          .help("Cache reads that found something.")
          .labels(BackendLabels.class);

  public static final CounterFamily<BackendLabels> MISSES =
      CounterFamily.named("django_cache_misses_total")
          .help("Cache reads that found nothing.")
          .labels(BackendLabels.class);

  public static final CounterFamily<BackendLabels> SETS =
      CounterFamily.named("django_cache_sets_total")
          .help("Cache writes.")
          .labels(BackendLabels.class);

  public static final CounterFamily<BackendLabels> DELETES =
      CounterFamily.named("django_cache_deletes_total")
          .help("Cache entries evicted by key.")
          .labels(BackendLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL = List.of(GETS, HITS, MISSES, SETS, DELETES);

  private CacheFamilies() {}

  /** The labels of a family by cache. */
  public record BackendLabels(CacheName backend) {}
}
