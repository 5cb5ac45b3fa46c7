package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.SeverityScale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityTest {

  private static final CustomerId ACME = new CustomerId("acme");

  private final UpstreamRecorder recorder = VerbCalls.quiet().build();
  private final Map<String, Double> before = Scrape.lasting(recorder);

  @ParameterizedTest
  @CsvSource({
    "0.0, low",
    "-0.0, low",
    "4.9E-324, low",
    "0.39999999999999997, low",
    "0.4, medium",
    "0.6999999999999999, medium",
    "0.7, high",
    "0.85, high",
    "1.0, high"
  })
  void a_boundary_belongs_to_the_level_above(double severity, String level) {
    drift(recorder, severity);
    assertThat(Scrape.moved(before, recorder))
        .containsExactly(
            Map.entry(
                "upstream_drift_event_detected_total{customer_id=\"acme\",drift_type=\"payment_delay\","
                    + "product=\"DriftWatch\",severity_level=\""
                    + level
                    + "\"}",
                1.0));
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, not_a_number", "Infinity, not_a_number", "-Infinity, not_a_number",
    "-4.9E-324, out_of_range", "-1, out_of_range", "1.0000000000000002, out_of_range"
  })
  void what_is_no_severity_is_refused_and_counted(double severity, String reason) {
    drift(recorder, severity);
    assertThat(Scrape.moved(before, recorder))
        .containsExactly(
            Map.entry(
                "upstream_metrics_rejected_total{family=\"upstream_drift_event_detected_total\","
                    + "reason=\""
                    + reason
                    + "\"}",
                1.0));
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-0.1", "1.1"})
  void strict_throws_for_an_impossible_severity(double severity) {
    UpstreamRecorder strict = VerbCalls.quiet().mode(Mode.STRICT).build();
    assertThatThrownBy(() -> drift(strict, severity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("upstream_drift_event_detected_total")
        .hasMessageContaining("0..1")
        .hasMessageNotContaining("acme");
  }

  @Test
  void a_recorder_may_have_its_own_scale() {
    UpstreamRecorder own = VerbCalls.quiet().severityScale(new SeverityScale(0.5, 1)).build();
    drift(own, 0.5);
    drift(own, 1);
    assertThat(Scrape.text(own))
        .contains("severity_level=\"medium\"} 1.0\n")
        .contains("severity_level=\"high\"} 1.0\n");
  }

  @ParameterizedTest
  @CsvSource({"0, 0.7", "0.7, 0.7", "0.8, 0.7", "0.4, 1.1", "NaN, 0.7", "0.4, NaN", "-1, 0.5"})
  void an_unordered_scale_is_refused(double medium, double high) {
    assertThatThrownBy(() -> new SeverityScale(medium, high))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 < medium < high <= 1")
        .hasMessageContaining(String.valueOf(medium))
        .hasMessageContaining(String.valueOf(high));
  }

  private static void drift(UpstreamRecorder recorder, double severity) {
    recorder.trackDriftEvent(Product.DRIFT_WATCH, DriftType.PAYMENT_DELAY, severity, ACME);
  }
}
