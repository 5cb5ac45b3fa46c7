package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.series.Gauge;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Registers foreign collectors: their families follow ours, and a failure does not affect the
 * others.
 */
class ForeignCollectorsTest {

  @Test
  void other_families_follow_ours() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      Summary summary =
          Summary.builder().name("zebra_size").help("S").register(recorder.registry());
      summary.observe(3);
      Info.builder()
          .name("alpha_build_info")
          .help("I")
          .labelNames("rev")
          .register(recorder.registry())
          .setLabelValues("abc");
      Histogram.builder()
          .name("middle_latency")
          .help("H")
          .nativeOnly()
          .register(recorder.registry())
          .observe(2);

      for (PageFormat format : Set.of(PageFormat.TEXT, PageFormat.OPENMETRICS)) {
        String page = ScrapedPage.of(recorder, format, Set.of());
        assertThat(page).contains("zebra_size_count 1", "alpha_build_info{rev=\"abc\"} 1");
        assertThat(page).contains("middle_latency_count 1", "jvm_memory_used_bytes");
        assertThat(page.indexOf("alpha_build"))
            .isGreaterThan(page.indexOf("upstream_report_generated"));
      }
      assertThat(ScrapedPage.openMetrics(recorder)).endsWith("# EOF\n").containsOnlyOnce("# EOF");
    }
  }

  @Test
  void a_throwing_collector_does_not_affect_the_others() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      registerThrowing(recorder.registry(), "bad_gauge", new IllegalStateException("no"));
      registerThrowing(recorder.registry(), "worse_gauge", new StackOverflowError());
      recorder
          .registry()
          .register(
              (MultiCollector)
                  () -> {
                    throw new IllegalStateException();
                  });
      Summary.builder().name("good_size").help("S").register(recorder.registry()).observe(3);

      String first = ScrapedPage.text(recorder);
      String second = ScrapedPage.text(recorder);

      assertThat(first)
          .contains("good_size_count 1", "jvm_memory_used_bytes", "django_http_requests");
      assertThat(first)
          .contains("upstream_metrics_scrape_errors_total{collector=\"bad_gauge\"} 1.0")
          .contains("upstream_metrics_scrape_errors_total{collector=\"worse_gauge\"} 1.0");
      assertThat(second)
          .contains("upstream_metrics_scrape_errors_total{collector=\"bad_gauge\"} 2.0");
      assertThat(recorder.registry().scrape().size()).isPositive();
    }
  }

  @Test
  void a_throwing_collector_loses_foreign_families_only() {
    PrometheusRegistry given = new PrometheusRegistry();
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().registry(given).build()) {
      AtomicBoolean throwing = new AtomicBoolean(true);
      GaugeWithCallback.builder()
          .name("bad_gauge")
          .help("B")
          .callback(
              callback -> {
                if (throwing.get()) {
                  throw new IllegalStateException("no");
                }
                callback.call(1);
              })
          .register(given);
      Summary.builder().name("good_size").help("S").register(given).observe(3);
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme"));

      assertThat(ScrapedPage.text(recorder))
          .contains("upstream_alert_created_total{customer_id=\"acme\"")
          .contains("jvm_memory_used_bytes", "process_cpu_seconds_total")
          .doesNotContain("good_size");
      assertThat(ScrapedPage.openMetrics(recorder)).endsWith("# EOF\n");

      throwing.set(false);
      assertThat(ScrapedPage.text(recorder))
          .contains("good_size_count 1", "bad_gauge 1.0")
          .contains("upstream_metrics_scrape_errors_total{collector=\"registry\"} 2.0");
    }
  }

  @Test
  void an_invalid_collector_does_not_affect_ours() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      recorder
          .registry()
          .register(() -> new GaugeSnapshot(new MetricMetadata("jvm_runtime"), List.of()));
      recorder.registry().register(() -> new GaugeSnapshot(new MetricMetadata("twice"), List.of()));
      recorder
          .registry()
          .register(() -> new UnknownSnapshot(new MetricMetadata("twice"), List.of()));
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme"));

      assertThat(ScrapedPage.text(recorder)).contains("customer_id=\"acme\"");
      assertThat(ScrapedPage.openMetrics(recorder)).endsWith("# EOF\n").containsOnlyOnce("# EOF");
      assertThat(ScrapedPage.bytes(recorder, PageFormat.PROTOBUF, Set.of())).isNotEmpty();
      assertThat(ScrapedPage.text(recorder))
          .contains("scrape_errors_total{collector=\"registry\"}");
    }
  }

  static Stream<Throwable> whatever() {
    return Stream.of(
        new NoClassDefFoundError("gone"),
        new AssertionError(),
        new StackOverflowError(),
        new ConcurrentModificationException(),
        new ExceptionInInitializerError());
  }

  @ParameterizedTest
  @MethodSource("whatever")
  void any_throwable_affects_its_collector_only(Throwable thrown) {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      registerThrowing(recorder.registry(), "bad_gauge", thrown);
      Summary.builder().name("good_size").help("S").register(recorder.registry()).observe(3);
      for (int page = 1; page < 3; page++) {
        assertThat(ScrapedPage.text(recorder))
            .contains("good_size_count 1", "{collector=\"bad_gauge\"} " + page + ".0");
      }
    }
  }

  @Test
  void null_affects_its_collector_only() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      Summary.builder().name("good_size").help("S").register(recorder.registry()).observe(3);
      recorder.registry().register((Collector) () -> null);
      recorder.registry().register((MultiCollector) () -> null);
      assertThat(ScrapedPage.text(recorder)).contains("good_size_count 1");
    }
    PrometheusRegistry given = new PrometheusRegistry();
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().registry(given).build()) {
      given.register((MultiCollector) () -> null);
      assertThat(ScrapedPage.text(recorder))
          .contains("django_http_requests_in_progress 0.0", "jvm_memory_used_bytes");
    }
  }

  @Test
  void a_later_name_of_ours_appears_once() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      GaugeSnapshot theirs =
          GaugeSnapshot.builder()
              .name("django_http_requests_in_progress")
              .dataPoint(new GaugeSnapshot.GaugeDataPointSnapshot(42, Labels.EMPTY, null))
              .build();
      recorder.registry().register(() -> theirs);
      Summary.builder().name("good_size").help("S").register(recorder.registry()).observe(3);
      assertThat(ScrapedPage.text(recorder))
          .contains("django_http_requests_in_progress 0.0")
          .containsOnlyOnce("# TYPE django_http_requests_in_progress");
      assertThat(ScrapedPage.openMetrics(recorder)).endsWith("# EOF\n").containsOnlyOnce("# EOF");
    }
  }

  @Test
  void a_huge_foreign_value_is_shown() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      String huge = "x".repeat(1 << 20);
      Info.builder()
          .name("huge_info")
          .help("I")
          .labelNames("text")
          .register(recorder.registry())
          .setLabelValues(huge);
      assertThat(ScrapedPage.text(recorder)).contains("text=\"" + huge + "\"} 1");
    }
  }

  @Test
  void a_throwing_watch_loses_only_its_line() {
    GaugeFamily<NoLabels> length = GaugeFamily.named("queue_length").help("Q.").noLabels();
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      try (Gauge.Watch watch =
          recorder
              .gauge(length)
              .watch(
                  NoLabels.NONE,
                  () -> {
                    throw new IllegalStateException();
                  })) {
        assertThat(ScrapedPage.lines(recorder)).noneMatch(line -> line.startsWith("queue_length "));
        assertThat(ScrapedPage.text(recorder))
            .contains("upstream_metrics_scrape_errors_total{collector=\"queue_length\"}");
      }
      try (Gauge.Watch watch = recorder.gauge(length).watch(NoLabels.NONE, () -> 7)) {
        assertThat(ScrapedPage.text(recorder)).contains("queue_length 7.0");
      }
      assertThat(ScrapedPage.lines(recorder)).noneMatch(line -> line.startsWith("queue_length "));
    }
  }

  @Test
  void a_name_selects_one_family() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      Summary.builder().name("good_size").help("S").register(recorder.registry()).observe(3);
      String page =
          ScrapedPage.of(
              recorder,
              PageFormat.TEXT,
              Set.of(
                  "good_size",
                  "upstream_alert_processing_seconds",
                  "process_cpu_seconds_total",
                  "no_such"));
      assertThat(page.lines().filter(line -> line.startsWith("# TYPE")))
          .containsExactly(
              "# TYPE upstream_alert_processing_seconds histogram",
              "# TYPE process_cpu_seconds_total counter",
              "# TYPE good_size summary");
      assertThat(ScrapedPage.of(recorder, PageFormat.OPENMETRICS, Set.of("no_such")))
          .isEqualTo("# EOF\n");
    }
  }

  private static void registerThrowing(PrometheusRegistry registry, String name, Throwable thrown) {
    GaugeWithCallback.builder()
        .name(name)
        .help("B")
        .callback(
            callback -> {
              if (thrown instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) thrown;
            })
        .register(registry);
  }

  @Test
  void a_registered_collector_can_be_unregistered() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      Summary summary = Summary.builder().name("good_size").help("S").register(recorder.registry());
      summary.observe(1);
      MultiCollector several = () -> MetricSnapshots.of();
      recorder.registry().register(several);
      recorder.registry().unregister(summary);
      recorder.registry().unregister(several);
      assertThat(ScrapedPage.text(recorder)).doesNotContain("good_size");
      Summary.builder().name("good_size").help("S").register(recorder.registry());
    }
  }
}
