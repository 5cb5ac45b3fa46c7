package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.DriftFamilies;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Counts the redactions of each event, by every way of recording it. */
class RedactedCountTest {

  private static final CustomerId PERSONAL = new CustomerId("jane.roe@mail.example");
  private static final String LINE =
      "upstream_metrics_redacted_total{detector=\"email\",label=\"customer_id\"}";

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();

  @Test
  void a_bound_handle_counts_each_event() {
    var labels = new DriftFamilies.PaymentDelayLabels(Severity.HIGH, PERSONAL);
    var counter = recorder.counter(DriftFamilies.PAYMENT_DELAY_SIGNALS).bind(labels);
    assertThat(Scrape.samples(recorder)).doesNotContainKey(LINE);
    for (int i = 0; i < 5; i++) {
      counter.inc();
    }
    assertThat(Scrape.samples(recorder)).containsEntry(LINE, 5.0);
  }

  @Test
  void a_recorder_for_a_customer_counts_each_event() {
    CustomerRecorder bound = recorder.forCustomer(PERSONAL);
    bound.trackPaymentDelaySignal(Severity.HIGH);
    bound.trackPaymentDelaySignal(Severity.LOW);
    recorder.trackPaymentDelaySignal(Severity.LOW, PERSONAL);
    assertThat(Scrape.samples(recorder)).containsEntry(LINE, 3.0);
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, names = "STRICT", mode = EnumSource.Mode.EXCLUDE)
  void it_is_what_was_folded_for_that_reason(Mode mode) {
    UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).mode(mode).build();
    for (int i = 0; i < 4; i++) {
      recorder.startJob(new JobType("jane.roe@mail.example"), PERSONAL).succeeded();
      recorder.timeIngestion(PERSONAL).close();
      recorder.trackIngestion(PERSONAL, -1, null);
      recorder
          .book()
          .guards()
          .resolver(CustomerId.class)
          .resolve(PERSONAL); // asks, and records nothing
    }
    assertThat(sum(recorder, "upstream_metrics_redacted_total"))
        .isPositive()
        .isEqualTo(sum(recorder, "upstream_metrics_label_folded_total"));
  }

  private static double sum(UpstreamRecorder recorder, String name) {
    return Scrape.samples(recorder).entrySet().stream()
        .filter(line -> line.getKey().startsWith(name))
        .mapToDouble(line -> line.getValue())
        .sum();
  }
}
