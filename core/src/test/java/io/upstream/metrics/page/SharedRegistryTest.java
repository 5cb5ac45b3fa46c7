package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.CacheKeyPrefix;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Shares a registry with collectors that register without a name. */
class SharedRegistryTest {

  private final PrometheusRegistry registry = new PrometheusRegistry();

  @Test
  void a_name_that_is_there_already_stays_theirs() throws Exception {
    theirs("other_gauge");
    theirs("django_http_requests_in_progress");
    try (UpstreamRecorder recorder = build()) {
      assertTheirsOnThePageOfTheRegistry();
      assertThat(ScrapedPage.text(recorder))
          .contains("django_http_requests_in_progress 0.0")
          .doesNotContain("django_http_requests_in_progress 42.0");
    }
  }

  @Test
  void a_name_that_comes_later_becomes_theirs() throws Exception {
    try (UpstreamRecorder recorder = build()) {
      assertThat(value("django_http_requests_in_progress")).isZero();
      theirs("django_http_requests_in_progress");

      recorder.resolveNameConflicts();

      assertTheirsOnThePageOfTheRegistry();
      assertThat(ScrapedPage.text(recorder))
          .containsOnlyOnce("# TYPE django_http_requests_in_progress");
    }
  }

  @Test
  void what_nobody_else_has_stays_in_the_registry() {
    try (UpstreamRecorder recorder = build()) {
      theirs("django_http_requests_in_progress");
      recorder.resolveNameConflicts();
      recorder.trackCacheHit(new CacheKeyPrefix("claims"));

      assertThat(names()).contains("upstream_cache_hit");
    }
  }

  @Test
  void a_sample_name_of_another_family_is_taken() {
    try (UpstreamRecorder recorder = build()) {
      theirs("upstream_alert_processing_seconds_count");
      recorder.resolveNameConflicts();

      assertThat(names()).doesNotContain("upstream_alert_processing_seconds");
    }
  }

  @Test
  void foreign_jvm_figures_replace_all_of_ours() throws Exception {
    try (UpstreamRecorder recorder = build()) {
      theirs("jvm_memory_used_bytes");
      theirs("process_start_time_seconds");
      recorder.resolveNameConflicts();

      assertThat(names())
          .contains("jvm_memory_used_bytes", "process_start_time_seconds", "process_cpu_seconds")
          .doesNotContain("jvm_threads_current");
      assertThat(ScrapedPage.text(recorder))
          .contains("jvm_memory_used_bytes 42.0", "process_cpu_seconds_total");
    }
  }

  @Test
  void without_others_the_jvm_figures_are_shown() {
    try (UpstreamRecorder recorder = build()) {
      recorder.resolveNameConflicts();
      recorder.resolveNameConflicts();

      assertThat(names()).contains("jvm_memory_used_bytes", "process_cpu_seconds");
    }
  }

  @Test
  void closing_keeps_other_collectors() {
    UpstreamRecorder recorder = build();
    theirs("django_http_requests_in_progress");
    recorder.resolveNameConflicts();
    recorder.close();
    recorder.resolveNameConflicts();

    assertThat(names()).containsExactly("django_http_requests_in_progress");
  }

  @Test
  void their_collector_may_wait_for_a_new_family() {
    try (UpstreamRecorder recorder = build()) {
      AtomicInteger asked = new AtomicInteger();
      AtomicInteger waited = new AtomicInteger();
      registry.register(
          (MultiCollector)
              () -> {
                String name = "brought" + asked.incrementAndGet() + "_total";
                CompletableFuture.runAsync(
                        () ->
                            recorder
                                .counter(CounterFamily.named(name).help("B.").noLabels())
                                .inc(NoLabels.NONE))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
                waited.incrementAndGet();
                return new MetricSnapshots();
              });
      recorder.resolveNameConflicts();

      assertThat(waited).hasPositiveValue().hasValue(asked.get());
      assertThat(names()).contains("brought1");
    }
  }

  @Test
  void a_second_recorder_gets_advice() {
    try (UpstreamRecorder first = UpstreamRecorder.builder().registry(registry).build()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> UpstreamRecorder.builder().registry(registry).build())
          .withMessageContaining("another UpstreamRecorder")
          .withMessageContaining("close the first")
          .withMessageContaining("a registry of its own")
          .withMessageContaining("sharedRegistry(..)");
      assertThat(registry.scrape().size()).as("the first one's").isPositive();
      try (UpstreamRecorder second = build()) {
        assertThat(ScrapedPage.text(second)).contains("upstream_alert_created_total");
      }
      assertThat(ScrapedPage.text(first)).contains("upstream_alert_created_total");
    }
    UpstreamRecorder.builder().registry(registry).build().close();
  }

  private UpstreamRecorder build() {
    return UpstreamRecorder.builder().sharedRegistry(registry).build();
  }

  /** As Micrometer does it: client_java cannot tell the name before it collects. */
  private void theirs(String name) {
    MetricSnapshot snapshot =
        GaugeSnapshot.builder()
            .name(name)
            .dataPoint(new GaugeDataPointSnapshot(42, Labels.EMPTY, null))
            .build();
    registry.register((MultiCollector) () -> new MetricSnapshots(snapshot));
  }

  private void assertTheirsOnThePageOfTheRegistry() {
    assertThat(value("django_http_requests_in_progress")).isEqualTo(42);
  }

  private double value(String gauge) {
    return registry.scrape(gauge::equals).stream()
        .map(GaugeSnapshot.class::cast)
        .mapToDouble(found -> found.getDataPoints().get(0).getValue())
        .sum();
  }

  private List<String> names() {
    return registry.scrape().stream()
        .map(snapshot -> snapshot.getMetadata().getPrometheusName())
        .toList();
  }
}
