package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.Product;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimingTest {

  private static final String NAME = "upstream_alert_processing_seconds";
  private static final String LABELS = "{product=\"DelayGuard\"}";

  private final AtomicLong clock = new AtomicLong();
  private final UpstreamRecorder recorder = VerbCalls.quiet().ticker(clock::get).build();

  @Test
  void the_time_between_begin_and_close_is_observed() {
    try (Timing timing = recorder.timeAlertProcessing(Product.DELAY_GUARD)) {
      clock.addAndGet(1_500_000_000L);
    }
    assertThat(Scrape.samples(recorder))
        .containsEntry(NAME + "_count" + LABELS, 1.0)
        .containsEntry(NAME + "_sum" + LABELS, 1.5)
        .containsEntry(NAME + "_bucket{product=\"DelayGuard\",le=\"1.0\"}", 0.0)
        .containsEntry(NAME + "_bucket{product=\"DelayGuard\",le=\"2.0\"}", 1.0);
  }

  @Test
  void only_the_first_close_counts() {
    Timing timing = recorder.timeAlertProcessing(Product.DELAY_GUARD);
    clock.addAndGet(1_000_000_000L);
    timing.close();
    clock.addAndGet(1_000_000_000L);
    timing.close();
    timing.close();
    assertThat(observed()).isEqualTo(Map.of("count", 1.0, "sum", 1.0));
  }

  @Test
  void only_one_close_counts_when_two_threads_close() throws Exception {
    int rounds = 5_000;
    List<Timing> timings =
        IntStream.range(0, rounds)
            .mapToObj(round -> recorder.timeAlertProcessing(Product.DELAY_GUARD))
            .toList();
    clock.set(2_000_000_000L);
    Together.play(rounds, (round, thread) -> timings.get(round).close());
    assertThat(observed()).isEqualTo(Map.of("count", 5_000.0, "sum", 10_000.0));
  }

  @Test
  void what_is_timed_gives_its_result() throws Exception {
    String result =
        recorder
            .timeAlertProcessing(Product.DELAY_GUARD)
            .time(
                () -> {
                  clock.addAndGet(3_000_000_000L);
                  return "sent";
                });
    assertThat(result).isEqualTo("sent");
    assertThat(observed()).isEqualTo(Map.of("count", 1.0, "sum", 3.0));
  }

  @Test
  void timed_code_throws_and_is_observed() {
    IOException thrown = new IOException("no route");
    Timing timing = recorder.timeAlertProcessing(Product.DELAY_GUARD);
    assertThatThrownBy(
            () ->
                timing.time(
                    () -> {
                      clock.addAndGet(4_000_000_000L);
                      throw thrown;
                    }))
        .isSameAs(thrown)
        .hasNoSuppressedExceptions();
    assertThat(observed()).isEqualTo(Map.of("count", 1.0, "sum", 4.0));
  }

  @Test
  void a_clock_going_back_keeps_the_event() {
    Timing timing = recorder.timeAlertProcessing(Product.DELAY_GUARD);
    clock.addAndGet(-5_000_000_000L);
    timing.close();
    assertThat(observed()).isEqualTo(Map.of("count", 1.0, "sum", 0.0));
  }

  @Test
  void a_clock_may_pass_the_largest_long() {
    clock.set(Long.MAX_VALUE - 500_000_000L);
    Timing timing = recorder.timeAlertProcessing(Product.DELAY_GUARD);
    clock.addAndGet(1_000_000_000L);
    timing.close();
    assertThat(observed()).isEqualTo(Map.of("count", 1.0, "sum", 1.0));
  }

  @Test
  void a_seconds_histogram_is_timed_by_labels() {
    try (Timing timing =
        recorder.time(
            AlertFamilies.PROCESSING, new AlertFamilies.ProductLabels(Product.DELAY_GUARD))) {
      clock.addAndGet(7_000_000_000L);
    }
    recorder.time(AlertFamilies.PROCESSING, null).close();
    assertThat(observed()).isEqualTo(Map.of("count", 1.0, "sum", 7.0));
    assertThat(Scrape.text(recorder))
        .contains("rejected_total{family=\"" + NAME + "\",reason=\"missing\"} 1.0\n");
  }

  private Map<String, Double> observed() {
    Map<String, Double> samples = Scrape.samples(recorder);
    return Map.of(
        "count", samples.get(NAME + "_count" + LABELS), "sum", samples.get(NAME + "_sum" + LABELS));
  }

  @Test
  void a_duration_is_observed_in_seconds() {
    HistogramFamily<NoLabels> bytes =
        HistogramFamily.named("own_bytes").help("B.").buckets(1).noLabels();
    DurationFamily<NoLabels> seconds =
        DurationFamily.ofSeconds("own_seconds").help("S.").buckets(1).noLabels();
    recorder.histogram(seconds).observe(NoLabels.NONE, Duration.ofMillis(250));
    recorder.histogram(seconds).observe(NoLabels.NONE, (Duration) null);
    recorder.histogram(bytes).observe(NoLabels.NONE, Duration.ofMillis(250));
    assertThat(Scrape.samples(recorder))
        .containsEntry("own_seconds_sum", 0.25)
        .containsEntry("own_bytes_count", 0.0)
        .containsEntry(
            "upstream_metrics_rejected_total{family=\"own_bytes\",reason=\"out_of_range\"}", 1.0)
        .containsEntry(
            "upstream_metrics_rejected_total{family=\"own_seconds\",reason=\"missing\"}", 1.0);
  }
}
