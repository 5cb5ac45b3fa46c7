package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.upstream.metrics.UpstreamRecorder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Shows families of other code in the registry on our page. */
class ThirdPartyTest {

  private static UpstreamRecorder recorder(long lines) {
    return UpstreamRecorder.builder().jvm(false).thirdPartyLineBudget(lines).build();
  }

  private static Counter counter(UpstreamRecorder recorder) {
    return Counter.builder()
        .name("calls_total")
        .help("C")
        .labelNames("who")
        .register(recorder.registry());
  }

  private static double value(UpstreamRecorder recorder, String series) {
    return ScrapedPage.text(recorder)
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static long lines(UpstreamRecorder recorder, String family) {
    return ScrapedPage.text(recorder).lines().filter(line -> line.startsWith(family)).count();
  }

  @Test
  void foreign_personal_data_is_redacted_in_every_format() {
    try (UpstreamRecorder recorder = recorder(100)) {
      Counter calls = counter(recorder);
      calls.labelValues("219-48-7305").inc(2);
      calls.labelValues("jane.roe@mail.example").inc(3);
      calls.labelValues("acme").inc(5);
      calls.labelValues("_REDACTED").inc(7);

      for (PageFormat format : PageFormat.values()) {
        String page = ScrapedPage.of(recorder, format, Set.of());
        assertThat(page).doesNotContain("219-48-7305", "mail.example").contains("_REDACTED");
      }
      assertThat(value(recorder, "calls_total{who=\"_REDACTED\"}")).isEqualTo(12);
      assertThat(value(recorder, "calls_total{who=\"acme\"}")).isEqualTo(5);
      assertThat(
              value(recorder, "upstream_metrics_redacted_total{detector=\"us_ssn\",label=\"who\"}"))
          .isEqualTo(1);
    }
  }

  @Test
  void memory_pools_of_the_JVM_are_no_names() {
    try (UpstreamRecorder recorder = recorder(100)) {
      Counter calls = counter(recorder);
      List<String> pools =
          List.of(
              "Eden Space",
              "Survivor Space",
              "Tenured Gen",
              "G1 Eden Space",
              "G1 Old Gen",
              "PS Survivor Space",
              "Metaspace",
              "Compressed Class Space",
              "Allocation Failure");
      pools.forEach(pool -> calls.labelValues(pool).inc());

      pools.forEach(
          pool -> assertThat(value(recorder, "calls_total{who=\"" + pool + "\"}")).isEqualTo(1));
    }
  }

  @Test
  void over_their_budget_of_lines_sums_stay_right() {
    try (UpstreamRecorder recorder = recorder(50)) {
      Counter calls = counter(recorder);
      for (int i = 0; i < 1_000; i++) {
        calls.labelValues("w" + i).inc(i);
      }

      assertThat(lines(recorder, "calls_total{")).isEqualTo(51);
      assertThat(sum(recorder)).isEqualTo(499_500);
      calls.labelValues("w999").inc(10);
      calls.labelValues("w0").inc(1);
      assertThat(sum(recorder)).isEqualTo(499_511);
    }
  }

  private static double sum(UpstreamRecorder recorder) {
    return ScrapedPage.text(recorder)
        .lines()
        .filter(line -> line.startsWith("calls_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void a_restarted_folded_series_stays_in_the_sum() {
    try (UpstreamRecorder recorder = recorder(0)) {
      Counter calls = counter(recorder);
      calls.labelValues("a").inc(10);
      calls.labelValues("b").inc(1);
      String other = "calls_total{who=\"_OTHER\"}";
      assertThat(value(recorder, other)).isEqualTo(11);

      calls.remove("a");
      calls.labelValues("b").inc(2);
      assertThat(value(recorder, other)).isEqualTo(13);

      calls.remove("b");
      calls.labelValues("b").inc(1);
      assertThat(value(recorder, other)).isEqualTo(14);
      calls.clear();
      calls.labelValues("c").inc(1);
      assertThat(value(recorder, other)).isEqualTo(15);
    }
  }

  @Test
  void classic_histograms_add_up_bucket_by_bucket() {
    try (UpstreamRecorder recorder = recorder(0)) {
      Histogram took =
          Histogram.builder()
              .name("took_seconds")
              .help("T")
              .labelNames("who")
              .classicOnly()
              .classicUpperBounds(1, 2)
              .register(recorder.registry());
      took.labelValues("a").observe(0.5);
      took.labelValues("b").observe(1.5);
      took.labelValues("b").observe(9);

      String page = ScrapedPage.text(recorder);
      assertThat(page)
          .contains(
              "took_seconds_bucket{who=\"_OTHER\",le=\"1.0\"} 1",
              "took_seconds_bucket{who=\"_OTHER\",le=\"2.0\"} 2",
              "took_seconds_bucket{who=\"_OTHER\",le=\"+Inf\"} 3",
              "took_seconds_count{who=\"_OTHER\"} 3");
      assertThat(value(recorder, "took_seconds_sum{who=\"_OTHER\"}")).isCloseTo(11, within(1e-9));
    }
  }

  @Test
  void unaddable_series_are_left_out_and_counted() {
    try (UpstreamRecorder recorder = recorder(1)) {
      Gauge depth =
          Gauge.builder().name("depth").help("D").labelNames("q").register(recorder.registry());
      depth.labelValues("first").set(1);
      ScrapedPage.text(recorder);
      depth.labelValues("second").set(2);
      depth.labelValues("last").set(3);
      Summary.builder()
          .name("size")
          .help("S")
          .labelNames("q")
          .register(recorder.registry())
          .labelValues("219-48-7305")
          .observe(4);

      String page = ScrapedPage.text(recorder);
      assertThat(page)
          .contains("depth{q=\"first\"} 1")
          .doesNotContain("\"second\"", "\"last\"", "7305");
      assertThat(
              value(
                  recorder,
                  "upstream_metrics_label_folded_total{family=\"depth\",label=\"third_party\",reason=\"page_budget\"}"))
          .isEqualTo(2);
    }
  }

  @Test
  void a_released_line_is_free_for_another() {
    try (UpstreamRecorder recorder = recorder(1)) {
      Counter calls = counter(recorder);
      calls.labelValues("a").inc();
      assertThat(ScrapedPage.text(recorder)).contains("calls_total{who=\"a\"");
      calls.remove("a");
      ScrapedPage.text(recorder);
      calls.labelValues("b").inc();
      assertThat(ScrapedPage.text(recorder)).contains("calls_total{who=\"b\"");
    }
  }

  @Test
  void the_switch_disables_the_screen() {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder()
            .jvm(false)
            .thirdPartyLineBudget(0)
            .setting("METRICS_SCREEN_THIRD_PARTY", "false")
            .build()) {
      counter(recorder).labelValues("219-48-7305").inc();

      assertThat(ScrapedPage.text(recorder)).contains("calls_total{who=\"219-48-7305\"");
    }
  }

  @Test
  void the_registry_itself_stays_as_it_is() {
    try (UpstreamRecorder recorder = recorder(0)) {
      counter(recorder).labelValues("219-48-7305").inc();
      ScrapedPage.text(recorder);

      assertThat(
              recorder.registry().scrape("calls"::equals).stream()
                  .flatMap(family -> family.getDataPoints().stream())
                  .map(point -> point.getLabels().get("who")))
          .containsExactly("219-48-7305");
    }
  }

  @Test
  void pages_at_the_same_time_count_nothing_twice() throws Exception {
    try (UpstreamRecorder recorder = recorder(0)) {
      Counter calls = counter(recorder);
      AtomicBoolean done = new AtomicBoolean();
      CountDownLatch started = new CountDownLatch(3);
      ExecutorService readers = Executors.newFixedThreadPool(3);
      for (int i = 0; i < 3; i++) {
        readers.execute(
            () -> {
              do {
                ScrapedPage.text(recorder);
                started.countDown();
              } while (!done.get());
            });
      }
      started.await();
      for (int i = 0; i < 20_000; i++) {
        calls.labelValues("w" + i % 7).inc();
      }
      done.set(true);
      readers.shutdown();
      assertThat(readers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

      assertThat(value(recorder, "calls_total{who=\"_OTHER\"}")).isEqualTo(20_000);
    }
  }
}
