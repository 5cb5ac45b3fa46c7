package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelResolver;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets budgets and allow-lists by environment and system property. */
class GuardSettingsTest {

  @Budget(30)
  record Region(@Nullable String value) implements OpenLabel {}

  record Regions(Region region) {}

  private static final CounterFamily<Regions> SALES =
      CounterFamily.named("settings_sales_total").help("Sales.").labels(Regions.class);

  @Test
  void budgets_and_allow_lists_of_the_environment_hold() {
    try (UpstreamRecorder recorder =
        with("METRICS_BUDGET_CUSTOMER_ID", "1")
            .setting("METRICS_ALLOW_CUSTOMER_ID", "acme, globex,,")
            .build()) {
      LabelResolver<CustomerId> guard = recorder.book().guards().resolver(CustomerId.class);
      assertThat(guard.budget()).isEqualTo(1);
      assertThat(guard.values()).isEqualTo(2);
      assertThat(guard.resolve(new CustomerId("first")).value()).isEqualTo("first");
      assertThat(guard.resolve(new CustomerId("second")).value()).isEqualTo("_OTHER");
      assertThat(guard.resolve(new CustomerId("globex")).value()).isEqualTo("globex");
    }
  }

  @Test
  void builder_beats_system_property_beats_environment() {
    Settings settings =
        Settings.of(
            Map.of("metrics.budget.customer.id", "2"), Map.of("METRICS_BUDGET_CUSTOMER_ID", "1"));
    try (UpstreamRecorder recorder =
            UpstreamRecorder.builder().jvm(false).settings(settings).build();
        UpstreamRecorder built =
            UpstreamRecorder.builder()
                .jvm(false)
                .settings(settings)
                .budget(CustomerId.class, 3)
                .build()) {
      assertThat(recorder.guard(CustomerId.class).budget()).isEqualTo(2);
      assertThat(built.guard(CustomerId.class).budget()).isEqualTo(3);
    }
  }

  @Test
  void the_builders_allow_list_replaces_the_environments() {
    try (UpstreamRecorder recorder =
        with("METRICS_ALLOW_CUSTOMER_ID", "acme")
            .allow(CustomerId.class, List.of(new CustomerId("globex")))
            .budget(CustomerId.class, 0)
            .build()) {
      LabelResolver<CustomerId> guard = recorder.book().guards().resolver(CustomerId.class);
      assertThat(guard.resolve(new CustomerId("acme")).value()).isEqualTo("_OTHER");
      assertThat(guard.resolve(new CustomerId("globex")).value()).isEqualTo("globex");
    }
  }

  @Test
  void a_family_introduces_its_own_label_type() {
    try (UpstreamRecorder recorder = with("METRICS_BUDGET_REGION", "7").families(SALES).build()) {
      assertThat(recorder.guard(Region.class).budget()).isEqualTo(7);
    }
  }

  @Test
  void a_budget_applies_to_a_later_label_type() {
    try (UpstreamRecorder recorder =
        with("METRICS_BUDGET_REGION", "1").setting("METRICS_ALLOW_REGION", "west").build()) {
      for (String region : List.of("north", "south", "west")) {
        recorder.counter(SALES).inc(new Regions(new Region(region)));
      }

      assertThat(recorder.guard(Region.class).budget()).isEqualTo(1);
      assertThat(Scrape.text(recorder))
          .contains("region=\"north\"")
          .contains("region=\"west\"")
          .doesNotContain("region=\"south\"");
    }
  }

  @Test
  void a_malformed_late_allow_list_stops_no_event() {
    try (LogLines log = LogLines.of(Guards.class);
        UpstreamRecorder recorder = with("METRICS_ALLOW_REGION", "west,two words").build()) {
      for (int i = 0; i < 2; i++) {
        recorder.counter(SALES).inc(new Regions(new Region("north")));
      }
      assertThat(Scrape.text(recorder)).contains("region=\"north\"} 2.0");
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("METRICS_ALLOW_REGION", "expected")
          .doesNotContain("two words");
    }
  }

  @Test
  void a_malformed_budget_does_not_affect_the_others() {
    List<String> reported = new ArrayList<>();
    try (UpstreamRecorder recorder =
        with("METRICS_BUDGET_CUSTOMER_ID", "-1")
            .setting("METRICS_BUDGET_ENDPOINT", "7")
            .setting("METRICS_ALLOW_JOB_TYPE", "two words")
            .setting("METRICS_ALLOW_CUSTOMER_ID", "acme")
            .reportMalformedLabels(malformed -> reported.add(malformed.getMessage()))
            .build()) {
      assertThat(recorder.guard(CustomerId.class).budget()).isEqualTo(1_000);
      assertThat(recorder.guard(CustomerId.class).values()).isEqualTo(1);
      assertThat(recorder.guard(Endpoint.class).budget()).isEqualTo(7);
    }
    assertThat(reported)
        .hasSize(2)
        .anySatisfy(it -> assertThat(it).startsWith("METRICS_BUDGET_CUSTOMER_ID=-1: expected"))
        .anySatisfy(
            it -> assertThat(it).startsWith("METRICS_ALLOW_JOB_TYPE:").doesNotContain("two words"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-1", "1.5", "99999999999", "0x10"})
  void a_malformed_budget_stops_the_start(String value) {
    assertThatThrownBy(() -> with("METRICS_BUDGET_CUSTOMER_ID", value).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "METRICS_BUDGET_CUSTOMER_ID=" + value + ": expected a whole number from 0 to 10000000");
  }

  @Test
  void what_only_the_library_fills_has_no_setting() {
    try (UpstreamRecorder recorder = with("METRICS_BUDGET_FAMILY_NAME", "0").build()) {
      recorder.trackPaymentDelaySignal(Severity.HIGH, CustomerId.NONE);

      assertThat(Scrape.text(recorder))
          .contains("upstream_metrics_lines{family=\"upstream_payment_delay_signal_total\"");
    }
  }

  @Test
  void an_unnameable_allow_list_stops_the_start() {
    assertThatThrownBy(() -> with("METRICS_ALLOW_CUSTOMER_ID", "acme,two words").build())
        .hasMessageStartingWith("METRICS_ALLOW_CUSTOMER_ID: allow-list of customer_id: expected")
        .hasMessageNotContaining("two words");
  }

  @Test
  void mode_and_line_budget_are_settings_too() {
    assertThatThrownBy(() -> with("METRICS_MODE", "lax").build())
        .hasMessageContaining("METRICS_MODE=lax")
        .hasMessageContaining("STRICT");
    assertThatThrownBy(() -> with("METRICS_LINE_BUDGET", "lots").build())
        .hasMessageContaining("METRICS_LINE_BUDGET=lots");
    try (UpstreamRecorder recorder = with("METRICS_LINE_BUDGET", "12345").build()) {
      assertThat(Scrape.text(recorder)).contains("upstream_metrics_line_budget 12345.0\n");
    }
  }

  private static RecorderBuilder with(String name, String value) {
    return UpstreamRecorder.builder()
        .jvm(false)
        .settings(Settings.of(Map.of(), Map.of()))
        .setting(name, value);
  }
}
