package io.upstream.metrics.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.testing.PageText;
import java.util.function.Supplier;

/** How much a cache's counters moved since they were last looked at. */
final class CacheCounts {

  private final String cache;
  private final Supplier<PageText> numbers;
  private double[] last;

  CacheCounts(String cache, Supplier<PageText> numbers) {
    this.cache = cache;
    this.numbers = numbers;
    this.last = now();
  }

  /** For what counts on another thread. */
  void awaitRead() {
    Apps.await(() -> now()[0] > last[0]);
  }

  void moved(int hits, int misses, int sets, int deletes) {
    double[] now = now();
    double[] moved = new double[5];
    for (int i = 0; i < 5; i++) {
      moved[i] = now[i] - last[i];
    }
    last = now;
    assertThat(moved)
        .as("gets, hits, misses, sets, deletes of " + cache)
        .containsExactly(hits + misses, hits, misses, sets, deletes);
  }

  private double[] now() {
    PageText page = numbers.get();
    String labels = "{backend=\"" + cache + "\"}";
    return new double[] {
      page.at("django_cache_get_total" + labels),
      page.at("django_cache_hits_total" + labels),
      page.at("django_cache_misses_total" + labels),
      page.at("django_cache_sets_total" + labels),
      page.at("django_cache_deletes_total" + labels)
    };
  }
}
