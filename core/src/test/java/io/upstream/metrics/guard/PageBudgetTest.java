package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.guard.GuardedFamilies.Calls;
import io.upstream.metrics.guard.GuardedFamilies.Customers;
import io.upstream.metrics.guard.GuardedFamilies.Sample;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that the page keeps its line budget for any number of series. */
class PageBudgetTest {

  private static final int LINES = 3000;
  private static final int CUSTOMERS = 900;

  record Answers(HttpStatus status, Endpoint endpoint) {}

  private static final CounterFamily<Answers> ANSWERS =
      CounterFamily.named("proof_answers_total").help("Answers.").labels(Answers.class);

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"ENFORCE", "OBSERVE"})
  void the_line_budget_holds_with_histograms(Mode mode) {
    List<CustomerId> allowed = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      allowed.add(new CustomerId("customer-" + i));
    }
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder()
            .jvm(false)
            .mode(mode)
            .lineBudget(LINES)
            .allow(CustomerId.class, allowed)
            .build()) {
      for (int i = 0; i < CUSTOMERS; i++) {
        Calls labels = new Calls(Product.DELAY_GUARD, allowed.get(i), new Endpoint("/claims"));
        recorder.counter(GuardedFamilies.CALLS).inc(labels);
        recorder.histogram(GuardedFamilies.SIZES).observe(labels, 2);
        recorder.gauge(GuardedFamilies.SCORE).set(new Customers(allowed.get(i)), i);
      }
      String page = GuardedFamilies.page(recorder);
      assertThat(page.lines().filter(line -> !line.startsWith("#")).count())
          .isBetween(LINES * 4L / 5, (long) LINES);
      assertThat(sum(page, "proof_calls_total")).isEqualTo(CUSTOMERS);
      assertThat(sum(page, "proof_sizes_count")).isEqualTo(CUSTOMERS);
      assertThat(sum(page, "proof_sizes_sum")).isEqualTo(2 * CUSTOMERS);
      assertThat(GuardedFamilies.folded(recorder, "proof_sizes", "customer_id", "page_budget"))
          .isPositive()
          .isEqualTo(GuardedFamilies.folded(recorder, "proof_sizes", "endpoint", "page_budget"));
      long scores = GuardedFamilies.samples(page, "proof_score{").size();
      assertThat(GuardedFamilies.folded(recorder, "proof_score", "customer_id", "page_budget"))
          .isEqualTo((double) CUSTOMERS - scores);
      assertThat(GuardedFamilies.samples(page, "proof_score{customer_id=\"_OTHER\"")).isEmpty();
    }
  }

  @Test
  void a_full_page_still_tells_statuses_apart() {
    try (UpstreamRecorder recorder = full()) {
      for (int status : new int[] {200, 404, 500, 500}) {
        recorder.counter(ANSWERS).inc(new Answers(new HttpStatus(status), new Endpoint("/a")));
      }
      assertThat(GuardedFamilies.page(recorder))
          .contains("proof_answers_total{endpoint=\"_OTHER\",status=\"200\"} 1.0\n")
          .contains("proof_answers_total{endpoint=\"_OTHER\",status=\"404\"} 1.0\n")
          .contains("proof_answers_total{endpoint=\"_OTHER\",status=\"500\"} 2.0\n");
    }
  }

  @Test
  void a_handle_on_a_full_page_folds() {
    try (UpstreamRecorder recorder = full()) {
      var bound =
          recorder
              .counter(GuardedFamilies.CALLS)
              .bind(new Calls(Product.DELAY_GUARD, new CustomerId("acme"), new Endpoint("/a")));
      bound.inc();
      bound.inc();
      assertThat(sum(GuardedFamilies.page(recorder), "proof_calls_total")).isEqualTo(2);
      assertThat(GuardedFamilies.folded(recorder, "proof_calls_total", "endpoint", "page_budget"))
          .isEqualTo(2);
    }
  }

  @Test
  void a_warning_comes_at_four_fifths() {
    List<String> said = new ArrayList<>();
    Logger logger = Logger.getLogger("io.upstream.metrics.series.LineBudget");
    Handler handler = new Collecting(said);
    logger.addHandler(handler);
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).lineBudget(LINES).build()) {
      assertThat(said).isEmpty();
      for (int i = 0; i < LINES; i++) {
        recorder
            .counter(GuardedFamilies.CALLS)
            .inc(new Calls(Product.DELAY_GUARD, new CustomerId("c" + i), new Endpoint("/" + "x")));
        recorder.upDown(GuardedFamilies.OPEN).add(new Customers(new CustomerId("c" + i)), 1);
        recorder.gauge(GuardedFamilies.SCORE).set(new Customers(new CustomerId("c" + i)), 1);
      }
      assertThat(said).hasSize(1);
      assertThat(said.get(0)).contains("of 3000 sample lines").contains("METRICS_LINE_BUDGET");
    } finally {
      logger.removeHandler(handler);
    }
  }

  /** A recorder whose page has no line left. */
  private static UpstreamRecorder full() {
    UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).lineBudget(1_000).build();
    for (int i = 0; i < 900; i++) {
      recorder.trackPaymentDelaySignal(Severity.LOW, new CustomerId("filler-" + i));
    }
    return recorder;
  }

  // ---- before the first event

  @Test
  void a_line_budget_spent_at_start_is_refused() {
    PrometheusRegistry registry = new PrometheusRegistry();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpstreamRecorder.builder().registry(registry).lineBudget(400).build())
        .withMessageMatching("line budget: expected [0-9]+ or more, because .*; got 400")
        .withMessageContaining("django_http_requests_latency_seconds_by_view_method (121)")
        .withMessageContaining("METRICS_CATALOGUE=none");
    assertThat(registry.scrape().size()).isZero();
  }

  @Test
  void the_setting_of_such_a_budget_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpstreamRecorder.builder().setting("METRICS_LINE_BUDGET", "400").build())
        .withMessageStartingWith("METRICS_LINE_BUDGET=400: expected ");
  }

  @Test
  void the_least_budget_that_is_said_is_enough() {
    long least = least();
    UpstreamRecorder.builder().jvm(false).lineBudget(least).build().close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpstreamRecorder.builder().jvm(false).lineBudget(least - 1).build());
  }

  private static long least() {
    try {
      UpstreamRecorder.builder().jvm(false).lineBudget(0).build().close();
      throw new AssertionError("no line is needed");
    } catch (IllegalArgumentException e) {
      return Long.parseLong(e.getMessage().replaceAll("\\D*(\\d+) or more.*", "$1"));
    }
  }

  @Test
  void a_recorder_that_is_off_needs_no_line() {
    UpstreamRecorder.builder().setting("METRICS_ENABLED", "false").lineBudget(0).build().close();
  }

  record Large(Product product, Severity severity, HttpMethod method, CustomerId customerId) {}

  @Test
  void a_family_larger_than_any_page_is_refused() {
    HistogramFamily<Large> large =
        HistogramFamily.named("proof_large").buckets(1, 2, 5).help("L.").labels(Large.class);
    long least = least();
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).lineBudget(least).build()) {
      int combinations =
          Product.values().length * Severity.values().length * HttpMethod.values().length;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> recorder.histogram(large))
          .withMessageStartingWith(
              "proof_large: expected at most %d sample lines, which is the line budget, got %d: %d"
                      .formatted(least, 6 * combinations, combinations)
                  + " combinations of closed labels with 6 lines each.");
      assertThat(recorder.families()).doesNotContain(large);
    }
  }

  @Test
  void a_negative_budget_is_refused() {
    assertThatThrownBy(() -> UpstreamRecorder.builder().lineBudget(-1))
        .hasMessage("line budget: expected 0 or more, got -1");
  }

  private static double sum(String page, String name) {
    return GuardedFamilies.samples(page, name + "{").stream().mapToDouble(Sample::value).sum();
  }

  private static final class Collecting extends Handler {

    private final List<String> said;

    Collecting(List<String> said) {
      this.said = said;
    }

    @Override
    public void publish(LogRecord record) {
      said.add(new java.util.logging.SimpleFormatter().formatMessage(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
