package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import org.junit.jupiter.api.Test;

/** Passes null for a missing value, which is valid, and blank strings, which are not. */
class NoValueTest {

  @Test
  void null_is_unknown_and_no_fold() {
    try (UpstreamRecorder recorder = recorder(Mode.STRICT)) {
      recorder.trackPaymentDelaySignal(Severity.HIGH, null);
      recorder.trackPaymentDelaySignal(Severity.HIGH, CustomerId.NONE);
      recorder.forCustomer(null).trackPaymentDelaySignal(Severity.HIGH);
      recorder.trackApiCall(null, HttpMethod.GET, new CustomerId(null));
      recorder.startJob(JobType.DATA_EXPORT, null).failed(null);
      recorder.trackDataQualityScore(CustomerId.NONE, QualityMetric.COMPLETENESS, 0.5);

      assertThat(Scrape.text(recorder))
          .contains(
              "upstream_payment_delay_signal_total{customer_id=\"_UNKNOWN\",severity=\"high\"} 3.0")
          .contains("endpoint=\"_UNKNOWN\"")
          .contains("error_type=\"_UNKNOWN\"")
          .contains("upstream_data_quality_score{customer_id=\"_UNKNOWN\"")
          .doesNotContain("upstream_metrics_label_folded_total{");
      assertThat(recorder.strictRefusals()).isEmpty();
    }
  }

  @Test
  void blank_is_a_fold() {
    try (UpstreamRecorder recorder = recorder(Mode.STRICT)) {
      assertThatThrownBy(
              () -> recorder.trackApiCall(new Endpoint(" "), HttpMethod.GET, CustomerId.NONE))
          .hasMessageContaining("not blank");
    }
    try (UpstreamRecorder recorder = recorder(Mode.ENFORCE)) {
      recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId(""));
      assertThat(Scrape.text(recorder))
          .contains("label=\"customer_id\",reason=\"unknown\"} 1.0")
          .contains("customer_id=\"_UNKNOWN\",severity=\"high\"} 1.0");
    }
  }

  @Test
  void a_refusal_that_is_swallowed_is_still_known() {
    try (UpstreamRecorder recorder = recorder(Mode.STRICT)) {
      assertThatThrownBy(() -> recorder.trackPaymentDelaySignal(null, CustomerId.NONE))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(
              () -> recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("two words")))
          .isInstanceOf(IllegalArgumentException.class);

      assertThat(recorder.strictRefusals())
          .hasSize(2)
          .anyMatch(it -> it.contains("customer_id") && it.contains("invalid"))
          .noneMatch(it -> it.contains("two words"));
    }
  }

  private static UpstreamRecorder recorder(Mode mode) {
    return UpstreamRecorder.builder().jvm(false).mode(mode).build();
  }
}
