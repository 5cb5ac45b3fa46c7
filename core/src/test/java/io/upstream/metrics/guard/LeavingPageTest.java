package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.CustomerRecorder;
import io.upstream.metrics.GuardClock;
import io.upstream.metrics.JobRun;
import io.upstream.metrics.Timing;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.GuardedFamilies.Calls;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.series.Gauge;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads on the page the values that leave and come back. */
class LeavingPageTest {

  private static final CustomerId A = new CustomerId("a");
  private static final CustomerId B = new CustomerId("b");
  private static final Duration DAY = Duration.ofHours(25);

  private final GuardClock clock = new GuardClock();
  private final UpstreamRecorder recorder =
      clock
          .set(UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 1))
          .idleAfter(CustomerId.class, Duration.ofHours(24))
          .build();

  @AfterEach
  void close() {
    recorder.close();
  }

  private String pageAfter(Duration time) {
    clock.pass(Duration.ofMinutes(2)); // a page looks once a minute
    GuardedFamilies.page(recorder);
    clock.pass(time);
    return GuardedFamilies.page(recorder);
  }

  @Test
  void an_idle_value_leaves_with_all_series() {
    recorder.trackPaymentDelaySignal(Severity.HIGH, A);
    recorder.trackApiCall(new Endpoint("/x"), io.upstream.metrics.label.HttpMethod.GET, A);
    recorder.timeIngestion(A).close();
    assertThat(pageAfter(DAY)).contains("customer_id=\"a\"");

    recorder.trackPaymentDelaySignal(Severity.HIGH, B);

    String page = GuardedFamilies.page(recorder);
    assertThat(page)
        .doesNotContain("customer_id=\"a\"")
        .doesNotContain("customer_id=\"_OTHER\"")
        .contains("upstream_payment_delay_signal_total{customer_id=\"b\",severity=\"high\"} 1.0");
    assertThat(recorder.report().json()).contains("\"left\":1");
  }

  @Test
  void the_page_counts_named_left_and_returned_values() {
    assertThat(GuardedFamilies.page(recorder))
        .contains(
            "upstream_metrics_label_named_total{label=\"customer_id\"} 0.0",
            "upstream_metrics_label_promoted_total{label=\"customer_id\"} 0.0",
            "upstream_metrics_zero_first_seconds 150.0");
    recorder.trackPaymentDelaySignal(Severity.HIGH, A);
    pageAfter(DAY);
    recorder.trackPaymentDelaySignal(Severity.HIGH, B);
    pageAfter(DAY);
    recorder.trackPaymentDelaySignal(Severity.HIGH, A);

    assertThat(GuardedFamilies.page(recorder))
        .contains(
            "upstream_metrics_label_named_total{label=\"customer_id\"} 3.0",
            "upstream_metrics_label_returned_total{label=\"customer_id\"} 1.0",
            "upstream_metrics_label_left_total{label=\"customer_id\"} 2.0",
            "upstream_metrics_label_promoted_total{label=\"customer_id\"} 0.0");
  }

  @Test
  void an_event_after_the_last_look_keeps_value() {
    recorder.trackPaymentDelaySignal(Severity.HIGH, A);
    recorder.trackPaymentDelaySignal(Severity.LOW, A);
    pageAfter(DAY);
    recorder.trackPaymentDelaySignal(Severity.HIGH, A);
    recorder.trackPaymentDelaySignal(Severity.LOW, A);

    recorder.trackPaymentDelaySignal(Severity.MEDIUM, B);

    assertThat(GuardedFamilies.page(recorder))
        .contains(
            "upstream_payment_delay_signal_total{customer_id=\"a\",severity=\"high\"} 2.0",
            "upstream_payment_delay_signal_total{customer_id=\"a\",severity=\"low\"} 2.0",
            "upstream_payment_delay_signal_total{customer_id=\"_OTHER\",severity=\"medium\"} 1.0");
  }

  @Test
  void handles_move_on_with_the_value() {
    CustomerRecorder bound = recorder.forCustomer(A);
    bound.trackPaymentDelaySignal(Severity.HIGH);
    var calls =
        recorder
            .counter(GuardedFamilies.CALLS)
            .bind(new Calls(Product.DELAY_GUARD, A, new Endpoint("/x")));
    calls.inc();
    pageAfter(DAY);
    recorder.trackPaymentDelaySignal(Severity.HIGH, B);

    bound.trackPaymentDelaySignal(Severity.HIGH); // no place: into the rest
    calls.inc();
    assertThat(GuardedFamilies.page(recorder))
        .contains(
            "upstream_payment_delay_signal_total{customer_id=\"_OTHER\",severity=\"high\"} 1.0")
        .contains("proof_calls_total{customer_id=\"_OTHER\"")
        .doesNotContain("customer_id=\"a\"");

    pageAfter(DAY);
    calls.inc(); // b is idle by now: the next life begins
    bound.trackPaymentDelaySignal(Severity.HIGH);
    assertThat(GuardedFamilies.page(recorder))
        .contains("upstream_payment_delay_signal_total{customer_id=\"a\",severity=\"high\"} 1.0")
        .contains(
            "proof_calls_total{customer_id=\"a\",endpoint=\"/x\",product=\"DelayGuard\"} 1.0");
    assertThat(recorder.report().json()).contains("\"returned\":1");
  }

  @Test
  void an_open_job_keeps_its_customer() {
    JobRun run = recorder.startJob(JobType.DATA_EXPORT, A);
    pageAfter(DAY);
    recorder.trackPaymentDelaySignal(Severity.HIGH, B);
    assertThat(GuardedFamilies.page(recorder)).doesNotContain("customer_id=\"b\"");
    run.succeeded();
    pageAfter(DAY);
    recorder.trackPaymentDelaySignal(Severity.HIGH, B);
    assertThat(GuardedFamilies.page(recorder)).contains("customer_id=\"b\"");
  }

  @Test
  void an_open_timing_keeps_its_customer() {
    Timing timing = recorder.timeIngestion(A);
    Timing own = recorder.time(GuardedFamilies.WAITS, new GuardedFamilies.Customers(A));
    pageAfter(DAY);
    timing.close();
    timing.close();
    pageAfter(DAY);
    recorder.trackPaymentDelaySignal(Severity.HIGH, B);
    assertThat(GuardedFamilies.page(recorder)).doesNotContain("customer_id=\"b\"");

    own.close();
    pageAfter(DAY);
    recorder.trackPaymentDelaySignal(Severity.HIGH, B);
    assertThat(GuardedFamilies.page(recorder)).contains("customer_id=\"b\"");
  }

  @Test
  void a_number_above_zero_keeps_its_customer() {
    recorder.upDown(GuardedFamilies.OPEN).add(new GuardedFamilies.Customers(A), 1);
    for (int day = 0; day < 10; day++) {
      pageAfter(DAY);
    }
    recorder.trackPaymentDelaySignal(Severity.HIGH, B);
    assertThat(GuardedFamilies.page(recorder))
        .contains("proof_open{customer_id=\"a\"} 1.0")
        .doesNotContain("customer_id=\"b\"");

    recorder.upDown(GuardedFamilies.OPEN).add(new GuardedFamilies.Customers(A), -1);
    pageAfter(DAY);
    recorder.trackPaymentDelaySignal(Severity.HIGH, B);
    assertThat(GuardedFamilies.page(recorder))
        .contains("customer_id=\"b\"")
        .doesNotContain("customer_id=\"a\"");
  }

  @Test
  void a_watched_gauge_keeps_its_customer() {
    Gauge.Watch watch =
        recorder.gauge(GuardedFamilies.SCORE).watch(new GuardedFamilies.Customers(A), () -> 7);
    for (int day = 0; day < 10; day++) {
      assertThat(pageAfter(DAY)).contains("proof_score{customer_id=\"a\"} 7.0");
    }
    watch.close();
    pageAfter(DAY.multipliedBy(8));
    assertThat(GuardedFamilies.page(recorder)).doesNotContain("customer_id=\"a\"");
  }

  @Test
  void a_score_leaves_only_for_another_value() {
    recorder.trackDataQualityScore(A, QualityMetric.COMPLETENESS, 0.5);
    for (int day = 0; day < 10; day++) {
      pageAfter(DAY);
    }
    assertThat(GuardedFamilies.page(recorder)).contains("customer_id=\"a\"");
    recorder.trackPaymentDelaySignal(Severity.HIGH, B);
    assertThat(GuardedFamilies.page(recorder)).doesNotContain("customer_id=\"a\"");
  }

  @Test
  void values_leave_where_only_the_registry_is_scraped() {
    PrometheusRegistry registry = new PrometheusRegistry();
    try (UpstreamRecorder bridged =
        clock
            .set(UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 1))
            .registry(registry)
            .build()) {
      bridged.trackPaymentDelaySignal(Severity.HIGH, A);
      registry.scrape();
      for (int day = 0; day < 8; day++) {
        clock.pass(DAY);
        registry.scrape();
      }
      assertThat(bridged.guard(CustomerId.class).values()).isZero();
    }
  }

  @Test
  void adding_zero_is_no_activity() {
    recorder.trackDataQualityScore(A, QualityMetric.COMPLETENESS, 0.5);
    for (int day = 0; day < 10; day++) {
      assertThat(pageAfter(DAY)).contains("upstream_data_quality_score{customer_id=\"a\"");
    }
    recorder.trackDataQualityScore(A, QualityMetric.COMPLETENESS, 0.5); // the same number again
    clock.pass(Duration.ofMinutes(2));
    GuardedFamilies.page(recorder);
    recorder.trackPaymentDelaySignal(Severity.HIGH, B);
    assertThat(GuardedFamilies.page(recorder)).doesNotContain("customer_id=\"b\"");
  }

  @Test
  void ten_thousand_leaving_values_lose_nothing() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread pages =
        new Thread(
            () -> {
              while (!stop.get()) {
                clock.pass(DAY);
                GuardedFamilies.page(recorder);
              }
            });
    pages.start();
    long events = 80_000;
    GuardedFamilies.inParallel(
        thread -> {
          for (int i = 0; i < events / 8; i++) {
            recorder.trackPaymentDelaySignal(
                Severity.HIGH, new CustomerId("c" + (i % 1_000 * 8 + thread)));
          }
        });
    stop.set(true);
    pages.join();
    double shown =
        GuardedFamilies.samples(recorder, "upstream_payment_delay_signal_total{").stream()
            .mapToDouble(GuardedFamilies.Sample::value)
            .sum();
    assertThat(shown).isLessThanOrEqualTo((double) events);
    assertThat(
            GuardedFamilies.samples(recorder, "upstream_payment_delay_signal_total{").stream()
                .filter(it -> !it.label("customer_id").startsWith("_"))
                .map(it -> it.label("customer_id"))
                .distinct())
        .hasSizeLessThanOrEqualTo(1);
  }
}
