package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.guard.Naming;
import io.upstream.metrics.label.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets how long values stay named, and which ones. */
class LivesSettingsTest {

  @ParameterizedTest
  @CsvSource({"30m, 30", "24h, 1440", "7d, 10080", "900s, 15", "0, 0"})
  void a_time_has_a_unit(String text, long minutes) {
    Settings settings = Settings.of(Map.of(), Map.of("METRICS_IDLE_AFTER", text));
    assertThat(settings.duration("METRICS_IDLE_AFTER", Duration.ZERO))
        .isEqualTo(Duration.ofMinutes(minutes));
  }

  @ParameterizedTest
  @CsvSource({"9m", "1s", "soon", "-1h", "5"})
  void a_too_short_time_stops_the_start(String text) {
    for (String setting :
        List.of("METRICS_IDLE_AFTER", "METRICS_IDLE_AFTER_CUSTOMER_ID", "METRICS_LEAVE_AFTER")) {
      assertThatThrownBy(() -> VerbCalls.quiet().setting(setting, text).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(setting);
    }
    assertThatThrownBy(
            () -> UpstreamRecorder.builder().idleAfter(CustomerId.class, Duration.ofMinutes(9)))
        .hasMessageContaining("10 minutes");
  }

  @Test
  void naming_is_set_by_setting_builder_and_operator() {
    try (UpstreamRecorder recorder =
            VerbCalls.quiet().setting("METRICS_NAMING_CUSTOMER_ID", "heaviest").build();
        UpstreamRecorder built =
            VerbCalls.quiet()
                .setting("METRICS_NAMING_CUSTOMER_ID", "heaviest")
                .naming(CustomerId.class, Naming.FIRST_COME)
                .build()) {
      assertThat(recorder.guard(CustomerId.class).naming()).isEqualTo(Naming.HEAVIEST);
      assertThat(built.guard(CustomerId.class).naming()).isEqualTo(Naming.FIRST_COME);
      built.guard(CustomerId.class).naming(Naming.HEAVIEST);
      assertThat(built.guard(CustomerId.class).naming()).isEqualTo(Naming.HEAVIEST);
    }
  }

  @Test
  void a_malformed_setting_does_not_affect_the_others() {
    List<String> reported = new ArrayList<>();
    try (UpstreamRecorder recorder =
        VerbCalls.quiet()
            .setting("METRICS_IDLE_AFTER", "1s")
            .setting("METRICS_NAMING_CUSTOMER_ID", "loudest")
            .setting("METRICS_BUDGET_CUSTOMER_ID", "7")
            .reportMalformedLabels(malformed -> reported.add(malformed.getMessage()))
            .build()) {
      assertThat(recorder.guard(CustomerId.class).budget()).isEqualTo(7);
    }
    assertThat(reported).hasSize(2);
  }
}
