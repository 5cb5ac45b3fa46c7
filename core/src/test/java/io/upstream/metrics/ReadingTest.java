package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DurationFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.series.BoundGauge;
import io.upstream.metrics.series.Gauge;
import io.upstream.metrics.series.Observer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads series from a program, and removes gauges. */
class ReadingTest {

  record Labels(Severity severity, CustomerId customerId) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("read_events_total").help("E.").labels(Labels.class);
  private static final GaugeFamily<Labels> LEVEL =
      GaugeFamily.named("read_level").help("L.").labels(Labels.class);
  private static final GaugeFamily<NoLabels> PLAIN =
      GaugeFamily.named("read_plain").help("P.").noLabels();
  private static final UpDownFamily<Labels> OPEN =
      UpDownFamily.named("read_open").help("O.").labels(Labels.class);
  private static final DurationFamily<Labels> TIMES =
      DurationFamily.ofSeconds("read_times_seconds").buckets(1, 2).help("T.").labels(Labels.class);
  private static final HistogramFamily<NoLabels> SIZES =
      HistogramFamily.named("read_sizes").buckets(1, 2).help("S.").noLabels();

  private final UpstreamRecorder recorder = recorder(Mode.ENFORCE);

  private static UpstreamRecorder recorder(Mode mode) {
    return VerbCalls.quiet()
        .mode(mode)
        .budget(CustomerId.class, 2)
        .families(EVENTS, LEVEL, PLAIN, OPEN, TIMES, SIZES)
        .build();
  }

  private static Labels of(String customer) {
    return new Labels(Severity.LOW, new CustomerId(customer));
  }

  @Test
  void a_program_reads_what_the_page_shows() {
    recorder.counter(EVENTS).add(of("acme"), 2);
    recorder.counter(EVENTS).add(of("acme"), 0.5);
    recorder.gauge(LEVEL).set(of("acme"), 7);
    recorder.upDown(OPEN).add(of("acme"), -3);
    recorder.histogram(TIMES).observe(of("acme"), Duration.ofMillis(1500));
    recorder.histogram(TIMES).observe(of("acme"), 2);

    assertThat(recorder.counter(EVENTS).value(of(" acme "))).isEqualTo(2.5);
    assertThat(recorder.gauge(LEVEL).value(of("acme"))).isEqualTo(7);
    assertThat(recorder.upDown(OPEN).value(of("acme"))).isEqualTo(-3);
    assertThat(recorder.histogram(TIMES).count(of("acme"))).isEqualTo(2);
    assertThat(recorder.histogram(TIMES).sum(of("acme"))).isEqualTo(3.5);
    assertThat(recorder.gauge(PLAIN).value(NoLabels.NONE)).isZero();
  }

  @Test
  void null_reads_the_series_of_unknown_values() {
    recorder.counter(EVENTS).inc(new Labels(Severity.LOW, null));
    assertThat(recorder.counter(EVENTS).value(new Labels(Severity.LOW, null))).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void reading_makes_and_counts_nothing(Mode mode) {
    UpstreamRecorder own = recorder(mode);
    Map<String, Double> before = Scrape.lasting(own);
    List<Labels> never =
        Arrays.asList(
            of("a"), of("b"), of("c"), of(""), of("123-45-6789"), new Labels(null, null), null);
    for (Labels labels : never) {
      assertThat(own.counter(EVENTS).value(labels)).isZero();
      assertThat(own.gauge(LEVEL).value(labels)).isNaN();
      assertThat(own.upDown(OPEN).value(labels)).isZero();
      assertThat(own.histogram(TIMES).count(labels)).isZero();
      assertThat(own.histogram(TIMES).sum(labels)).isZero();
      assertThat(own.gauge(LEVEL).remove(labels)).isFalse();
    }
    assertThat(Scrape.lasting(own)).isEqualTo(before);
    assertThat(own.guard(CustomerId.class).spent()).isZero();
    assertThat(own.guard(CustomerId.class).demand()).isZero();
    assertThat(own.strictRefusals()).isEmpty();
  }

  @Test
  void a_value_that_folded_reads_0() {
    for (String customer : List.of("a", "b", "c")) {
      recorder.counter(EVENTS).inc(of(customer));
    }
    assertThat(recorder.counter(EVENTS).value(of("b"))).isEqualTo(1);
    assertThat(recorder.counter(EVENTS).value(of("c"))).isZero();
    assertThat(recorder.counter(EVENTS).value(of("_OTHER"))).isZero();
  }

  @Test
  void a_removed_gauge_leaves_and_returns() {
    Gauge<Labels> level = recorder.gauge(LEVEL);
    Labels high = new Labels(Severity.HIGH, new CustomerId("acme"));
    BoundGauge bound = level.bind(of("acme"));
    bound.set(1);
    level.set(high, 2);
    assertThat(level.remove(of("acme"))).isTrue();
    assertThat(level.remove(of("acme"))).isFalse();
    assertThat(Scrape.samples(recorder))
        .containsEntry("read_level{customer_id=\"acme\",severity=\"high\"}", 2.0)
        .doesNotContainKey("read_level{customer_id=\"acme\",severity=\"low\"}");
    assertThat(level.remove(high)).isTrue();
    assertThat(Scrape.text(recorder)).doesNotContain("read_level{");

    bound.set(3);
    assertThat(level.value(of("acme"))).isEqualTo(3);
  }

  @Test
  void a_gauge_without_labels_is_removed_too() {
    assertThat(recorder.gauge(PLAIN).remove(NoLabels.NONE)).isTrue();
    assertThat(Scrape.text(recorder)).doesNotContain("read_plain 0");
    recorder.gauge(PLAIN).set(NoLabels.NONE, 4);
    assertThat(Scrape.text(recorder)).contains("read_plain 4.0");
  }

  @Test
  void removing_a_watched_gauge_ends_its_watch() {
    Gauge<Labels> level = recorder.gauge(LEVEL);
    Gauge.Watch watch = level.watch(of("acme"), () -> 5);
    assertThat(level.value(of("acme"))).isEqualTo(5);
    assertThat(level.remove(of("acme"))).isTrue();
    assertThat(Scrape.text(recorder)).doesNotContain("read_level{");
    level.watch(of("acme"), () -> 6);
    watch.close();
    assertThat(level.value(of("acme"))).isEqualTo(6);
  }

  @Test
  void reading_a_supplier_that_throws_throws_nothing() {
    recorder
        .gauge(LEVEL)
        .watch(
            of("acme"),
            () -> {
              throw new IllegalStateException("closed");
            });
    assertThat(recorder.gauge(LEVEL).value(of("acme"))).isNaN();
    recorder
        .gauge(LEVEL)
        .watch(
            of("acme"),
            () -> {
              throw new NoClassDefFoundError("a class that a redeployment removed");
            });
    assertThat(recorder.gauge(LEVEL).value(of("acme"))).isNaN();
  }

  @Test
  void a_bound_histogram_takes_durations() {
    Observer times = recorder.histogram(TIMES).bind(of("acme"));
    times.observe(Duration.ofMillis(250));
    times.observe((Duration) null);
    recorder.histogram(SIZES).bind(NoLabels.NONE).observe(Duration.ofSeconds(1));
    assertThat(recorder.histogram(TIMES).sum(of("acme"))).isEqualTo(0.25);
    assertThat(recorder.histogram(SIZES).count(NoLabels.NONE)).isZero();
    assertThat(Scrape.samples(recorder))
        .containsEntry(rejected("read_times_seconds", "missing"), 1.0)
        .containsEntry(rejected("read_sizes", "out_of_range"), 1.0);
  }

  private static String rejected(String family, String reason) {
    return "upstream_metrics_rejected_total{family=\"%s\",reason=\"%s\"}".formatted(family, reason);
  }
}
