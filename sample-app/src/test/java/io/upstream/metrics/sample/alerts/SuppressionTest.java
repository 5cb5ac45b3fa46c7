package io.upstream.metrics.sample.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.SuppressionReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SuppressionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Suppression suppression = new Suppression(Duration.ofSeconds(30));

  private static Finding finding(double severity, int day) {
    return new Finding(
        Product.DRIFT_WATCH,
        new CustomerId("acme"),
        "northstar payment_delay",
        severity,
        LocalDate.of(2026, 1, day));
  }

  private static Alert last(double severity, int day) {
    return new Alert(finding(severity, day), NOW);
  }

  @Test
  void the_first_alert_passes_unless_noise() {
    assertThat(suppression.reason(finding(0.5, 1), null, NOW)).isNull();
    assertThat(suppression.reason(finding(0.1, 1), null, NOW))
        .isEqualTo(SuppressionReason.NOISE_THRESHOLD);
  }

  @Test
  void the_same_days_are_no_news() {
    Instant muchLater = NOW.plusSeconds(3_600);
    assertThat(suppression.reason(finding(0.5, 1), last(0.5, 1), muchLater))
        .isEqualTo(SuppressionReason.DUPLICATE);
  }

  @Test
  void the_same_subject_waits_unless_worse() {
    Alert last = last(0.5, 1);
    assertThat(suppression.reason(finding(0.5, 2), last, NOW.plusSeconds(29)))
        .isEqualTo(SuppressionReason.COOLDOWN);
    assertThat(suppression.reason(finding(0.5, 2), last, NOW.plusSeconds(30))).isNull();
    assertThat(suppression.reason(finding(0.8, 2), last, NOW.plusSeconds(1))).isNull();
  }
}
