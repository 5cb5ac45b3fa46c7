package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.guard.LabelGuard;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.OpenLabel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Budgets and allow-lists by environment and system property. */
class GuardSettingsTest {

  @Budget(30)
  record Region(@Nullable String value) implements OpenLabel {}

  record Regions(Region region) {}

  private static final CounterFamily<Regions> SALES =
      CounterFamily.named("settings_sales_total").help("Sales.").labels(Regions.class);

  @Test
  void a_budget_and_an_allow_list_of_the_environment_hold() {
    try (UpstreamRecorder recorder =
        with("METRICS_BUDGET_CUSTOMER_ID", "1")
            .setting("METRICS_ALLOW_CUSTOMER_ID", "acme, globex,,")
            .build()) {
      LabelGuard guard = recorder.guard(CustomerId.class);
      assertThat(guard.budget()).isEqualTo(1);
      assertThat(guard.values()).isEqualTo(2);
      assertThat(guard.resolve(new CustomerId("first")).value()).isEqualTo("first");
      assertThat(guard.resolve(new CustomerId("second")).value()).isEqualTo("_OTHER");
      assertThat(guard.resolve(new CustomerId("globex")).value()).isEqualTo("globex");
    }
  }

  @Test
  void a_system_property_wins_over_the_environment_and_the_builder_over_both() {
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
  void the_builders_allow_list_replaces_that_of_the_environment() {
    try (UpstreamRecorder recorder =
        with("METRICS_ALLOW_CUSTOMER_ID", "acme")
            .allow(CustomerId.class, List.of(new CustomerId("globex")))
            .budget(CustomerId.class, 0)
            .build()) {
      LabelGuard guard = recorder.guard(CustomerId.class);
      assertThat(guard.resolve(new CustomerId("acme")).value()).isEqualTo("_OTHER");
      assertThat(guard.resolve(new CustomerId("globex")).value()).isEqualTo("globex");
    }
  }

  @Test
  void an_applications_own_label_type_is_known_by_its_family() {
    try (UpstreamRecorder recorder = with("METRICS_BUDGET_REGION", "7").families(SALES).build()) {
      assertThat(recorder.guard(Region.class).budget()).isEqualTo(7);
    }
    assertThatThrownBy(() -> with("METRICS_BUDGET_REGION", "7").build())
        .hasMessageContaining("METRICS_BUDGET_REGION=7")
        .hasMessageContaining("CUSTOMER_ID")
        .hasMessageContaining("families(..)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-1", "1.5", "99999999999", "0x10"})
  void a_malformed_budget_stops_the_start_with_name_value_and_what_was_expected(String value) {
    assertThatThrownBy(() -> with("METRICS_BUDGET_CUSTOMER_ID", value).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "METRICS_BUDGET_CUSTOMER_ID=" + value + ": expected a whole number from 0 to 10000000");
  }

  @Test
  void what_only_the_library_fills_has_no_setting() {
    assertThatThrownBy(() -> with("METRICS_BUDGET_FAMILY_NAME", "7").build())
        .hasMessageContaining("METRICS_BUDGET_FAMILY_NAME=7");
    assertThatThrownBy(() -> with("METRICS_ALLOW_NOBODY", "jane.roe").build())
        .hasMessageStartingWith("METRICS_ALLOW_NOBODY: expected METRICS_ALLOW_<LABEL_TYPE>")
        .hasMessageNotContaining("jane");
  }

  @Test
  void an_allow_list_with_what_cannot_be_named_stops_the_start_and_does_not_repeat_it() {
    assertThatThrownBy(() -> with("METRICS_ALLOW_CUSTOMER_ID", "acme,two words").build())
        .hasMessageStartingWith("METRICS_ALLOW_CUSTOMER_ID: allow-list of customer_id: expected")
        .hasMessageNotContaining("two words");
    assertThatThrownBy(() -> with("METRICS_ALLOW_CUSTOMER_ID", "jane.roe@mail.example").build())
        .hasMessageContaining("email")
        .hasMessageNotContaining("jane");
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
