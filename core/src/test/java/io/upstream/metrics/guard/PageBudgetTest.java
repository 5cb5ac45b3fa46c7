package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.guard.GuardedFamilies.Calls;
import io.upstream.metrics.guard.GuardedFamilies.Customers;
import io.upstream.metrics.guard.GuardedFamilies.Sample;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpStatus;
import io.upstream.metrics.label.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However many series callers ask for, the page has as many lines as the operator said. */
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
  void it_holds_with_histograms_and_allow_lists_and_loses_nothing(Mode mode) {
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
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).lineBudget(0).build()) {
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
  void a_handle_that_found_the_page_full_counts_in_the_rest() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).lineBudget(0).build()) {
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
  void it_is_said_once_when_four_fifths_are_used() {
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
