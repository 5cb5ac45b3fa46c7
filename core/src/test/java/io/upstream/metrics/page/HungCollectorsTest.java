package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.page.registry.CollectorThread;
import io.upstream.metrics.series.Gauge;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Others' code that does not answer: the page is there in time, without what it would have said.
 */
@Timeout(60)
class HungCollectorsTest {

  private static final GaugeFamily<NoLabels> HUNG =
      GaugeFamily.named("hung_length").help("H.").noLabels();
  private static final GaugeFamily<NoLabels> QUICK =
      GaugeFamily.named("quick_length").help("Q.").noLabels();

  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicReference<Thread> asked = new AtomicReference<>();

  @AfterEach
  void letGo() throws InterruptedException {
    answer.countDown();
    Thread thread = asked.get();
    if (thread != null && thread != Thread.currentThread()) {
      thread.join();
    }
  }

  @Test
  void a_hung_collector_blocks_only_one_thread() throws Exception {
    try (UpstreamRecorder recorder = impatient().build()) {
      registerHung(recorder.registry());
      Summary.builder().name("zebra_size").help("S").register(recorder.registry()).observe(3);
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme"));

      assertThat(ScrapedPage.text(recorder))
          .contains("upstream_alert_created_total{customer_id=\"acme\"", "jvm_memory_used_bytes")
          .contains("upstream_metrics_scrape_errors_total{collector=\"hung_gauge\"} 1.0");
      for (int page = 2; page < 10; page++) {
        assertThat(ScrapedPage.text(recorder))
            .contains("zebra_size_count 1", "collector=\"hung_gauge\"} " + page + ".0")
            .doesNotContain("# TYPE hung_gauge");
      }
      assertThat(ScrapedPage.openMetrics(recorder)).endsWith("# EOF\n").contains("zebra_size");
      assertThat(ScrapedPage.bytes(recorder, PageFormat.PROTOBUF, Set.of())).isNotEmpty();
      assertThat(asking()).hasSize(1);

      answer.countDown();
      asked.get().join();
      assertThat(ScrapedPage.text(recorder)).contains("hung_gauge 1.0");
    }
  }

  @Test
  void a_collector_sees_the_class_loader_of_its_scraper() throws Exception {
    AtomicReference<ClassLoader> seen = new AtomicReference<>();
    ClassLoader application = new ClassLoader(null) {};
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (UpstreamRecorder recorder = impatient().build()) {
      GaugeWithCallback.builder()
          .name("zebra_level")
          .help("Z")
          .callback(any -> seen.set(Thread.currentThread().getContextClassLoader()))
          .register(recorder.registry());
      Thread.currentThread().setContextClassLoader(application);
      ScrapedPage.text(recorder);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(seen).hasValue(application);
  }

  @Test
  void in_a_given_registry_foreign_families_drop_out() throws Exception {
    PrometheusRegistry given = new PrometheusRegistry();
    Summary.builder().name("zebra_size").help("S").register(given).observe(3);
    try (UpstreamRecorder recorder = impatient().registry(given).build()) {
      registerHung(given);
      for (int page = 1; page < 4; page++) {
        assertThat(ScrapedPage.text(recorder))
            .contains("django_http_requests_in_progress 0.0", "process_cpu_seconds_total")
            .contains("collector=\"registry\"} " + page + ".0");
      }
      assertThat(asking()).hasSize(1);

      answer.countDown();
      asked.get().join();
      assertThat(ScrapedPage.text(recorder)).contains("hung_gauge 1.0", "zebra_size_count 1");
    }
  }

  @Test
  void a_silent_watch_loses_its_line() throws Exception {
    try (UpstreamRecorder recorder = impatient().jvm(false).build();
        Gauge.Watch hung = recorder.gauge(HUNG).watch(NoLabels.NONE, this::hang);
        Gauge.Watch quick = recorder.gauge(QUICK).watch(NoLabels.NONE, () -> 7)) {
      assertThat(List.of(hung, quick)).doesNotContainNull();
      assertThat(ScrapedPage.text(recorder))
          .contains("upstream_metrics_lines{", "collector=\"hung_length\"} 1.0");
      assertThat(ScrapedPage.lines(recorder))
          .contains("quick_length 7.0")
          .noneMatch(line -> line.startsWith("hung_length "));
      assertThat(ScrapedPage.bytes(recorder, PageFormat.PROTOBUF, Set.of())).isNotEmpty();
      assertThat(ScrapedPage.of(recorder, PageFormat.TEXT, Set.of("quick_length")))
          .endsWith("quick_length 7.0\n");

      answer.countDown();
      asked.get().join();
      assertThat(ScrapedPage.lines(recorder)).contains("hung_length 1.0", "quick_length 7.0");
    }
  }

  @Test
  void concurrent_pages_are_all_complete() throws Exception {
    try (UpstreamRecorder recorder = impatient().jvm(false).build()) {
      registerHung(recorder.registry());
      List<String> pages =
          IntStream.range(0, 16).parallel().mapToObj(i -> ScrapedPage.text(recorder)).toList();
      assertThat(pages).allMatch(page -> page.contains("collector=\"hung_gauge\"} "));
      int lost = asking().size();
      IntStream.range(0, 16).parallel().forEach(i -> ScrapedPage.text(recorder));
      assertThat(asking()).as("those that waited when it was not known yet").hasSize(lost);
    }
  }

  @Test
  void closing_the_recorder_calls_back_who_never_answered() throws Exception {
    UpstreamRecorder recorder = impatient().jvm(false).build();
    registerHung(recorder.registry());
    ScrapedPage.text(recorder);
    assertThat(asked.get().isAlive()).isTrue();
    recorder.close();
    recorder.close();
    asked.get().join();
    assertThat(asking()).isEmpty();
  }

  @Test
  void an_interrupted_scraper_gets_the_whole_page() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      Summary.builder().name("zebra_size").help("S").register(recorder.registry()).observe(3);
      Thread.currentThread().interrupt();
      String page = ScrapedPage.text(recorder);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(page).contains("zebra_size_count 1", "jvm_memory_used_bytes");
    }
  }

  @Test
  void a_collector_that_scrapes_does_not_recurse() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      AtomicReference<String> seen = new AtomicReference<>("");
      for (String name : List.of("one_gauge", "other_gauge")) {
        GaugeWithCallback.builder()
            .name(name)
            .help("S")
            .callback(
                callback -> {
                  seen.set(ScrapedPage.text(recorder));
                  callback.call(seen.get().length());
                })
            .register(recorder.registry());
      }
      assertThat(ScrapedPage.text(recorder)).contains("\none_gauge ", "\nother_gauge ");
      assertThat(seen.get()).contains("upstream_metrics_lines{").doesNotContain("_gauge ");
    }
  }

  @Test
  void what_a_collector_records_is_counted() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      GaugeWithCallback.builder()
          .name("busy_gauge")
          .help("S")
          .callback(
              callback ->
                  recorder.trackAlertCreated(
                      Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme")))
          .register(recorder.registry());
      ScrapedPage.text(recorder);
      assertThat(ScrapedPage.text(recorder)).contains("customer_id=\"acme\"").contains(" 2.0\n");
    }
  }

  @Test
  void out_of_memory_in_a_collector_is_thrown() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      OutOfMemoryError error = new OutOfMemoryError("made up");
      AtomicReference<OutOfMemoryError> next = new AtomicReference<>(error);
      GaugeWithCallback.builder()
          .name("large_gauge")
          .help("S")
          .callback(
              callback -> {
                OutOfMemoryError thrown = next.getAndSet(null);
                if (thrown != null) {
                  throw thrown;
                }
                callback.call(1);
              })
          .register(recorder.registry());
      assertThatThrownBy(() -> ScrapedPage.text(recorder)).isSameAs(error);
      assertThat(ScrapedPage.text(recorder)).contains("large_gauge 1.0");
    }
  }

  @Test
  void without_timeout_the_scraper_thread_reads() {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder()
            .jvm(false)
            .setting("METRICS_COLLECTOR_TIMEOUT_MS", "0")
            .build()) {
      answer.countDown();
      registerHung(recorder.registry());
      assertThat(ScrapedPage.text(recorder)).contains("hung_gauge 1.0");
      assertThat(asked.get()).isSameAs(Thread.currentThread());
    }
  }

  @Test
  void without_foreign_collectors_no_thread_starts() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      String page = ScrapedPage.text(recorder);
      double before = started(page);
      assertThat(started(ScrapedPage.text(recorder))).isEqualTo(before);
    }
  }

  private static double started(String page) {
    return page.lines()
        .filter(line -> line.startsWith("jvm_threads_started_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  private static RecorderBuilder impatient() {
    return UpstreamRecorder.builder().setting("METRICS_COLLECTOR_TIMEOUT_MS", "500");
  }

  private void registerHung(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("hung_gauge")
        .help("H")
        .callback(callback -> callback.call(hang()))
        .register(registry);
  }

  private double hang() {
    asked.set(Thread.currentThread());
    try {
      answer.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return 1;
  }

  private static List<Thread> asking() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(CollectorThread.class::isInstance)
        .toList();
  }
}
