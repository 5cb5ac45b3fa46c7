package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Map<String, String> NONE = Map.of();

  @Test
  void the_multiprocess_directory_is_ignored_and_logged() {
    Settings.IGNORED.set(false);
    Settings settings =
        Settings.of(Map.of(), Map.of("PROMETHEUS_MULTIPROC_DIR", "/var/run/metrics"));
    try (LogLines log = LogLines.of(Settings.class)) {
      for (int i = 0; i < 2; i++) {
        UpstreamRecorder.builder().settings(settings).jvm(false).build().close();
      }
      assertThat(log.lines())
          .containsExactly(
              "PROMETHEUS_MULTIPROC_DIR is set and ignored: one process has one recorder, which its"
                  + " threads share");
    }
  }

  @Test
  void builder_beats_property_beats_environment() {
    Map<String, String> environment = Map.of("METRICS_LINE_BUDGET", "1");
    Map<String, String> properties = Map.of("metrics.line.budget", "2");
    assertThat(lines(Settings.of(NONE, NONE))).isEqualTo(7);
    assertThat(lines(Settings.of(NONE, environment))).isEqualTo(1);
    assertThat(lines(Settings.of(properties, environment))).isEqualTo(2);
    assertThat(lines(Settings.of(properties, environment).with(Map.of("METRICS_LINE_BUDGET", "3"))))
        .isEqualTo(3);
  }

  @Test
  void a_builder_method_beats_a_named_setting() {
    Settings set =
        Settings.of(
            NONE,
            Map.of("METRICS_MODE", "strict", "METRICS_LINE_BUDGET", "1", "METRICS_JVM", "false"));
    UpstreamRecorder recorder =
        UpstreamRecorder.builder()
            .settings(set)
            .mode(Mode.ENFORCE)
            .lineBudget(150_000)
            .jvm(true)
            .build();
    recorder.trackAlertCreated(null, null, null);
    assertThat(Scrape.text(recorder))
        .contains("upstream_metrics_line_budget 150000.0\n")
        .contains("jvm_threads_current");
  }

  @Test
  void settings_take_effect_by_name() {
    Settings set =
        Settings.of(
            Map.of("metrics.mode", "Strict"),
            Map.of("METRICS_LINE_BUDGET", "150000", "METRICS_JVM", "no"));
    UpstreamRecorder recorder = UpstreamRecorder.builder().settings(set).build();
    assertThatThrownBy(() -> recorder.trackAlertCreated(null, Severity.LOW, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Scrape.text(recorder))
        .contains("upstream_metrics_line_budget 150000.0\n")
        .doesNotContain("jvm_");
  }

  @Test
  void a_property_has_dots_and_small_letters() {
    assertThat(Settings.of(Map.of("metrics.auth.token", "s3cret"), NONE).text("METRICS_AUTH_TOKEN"))
        .isEqualTo("s3cret");
    assertThat(Settings.of(Map.of("METRICS_AUTH_TOKEN", "s3cret"), NONE).text("METRICS_AUTH_TOKEN"))
        .isNull();
    assertThat(Settings.of(Map.of("user.name", "jane"), Map.of("PATH", "/bin")).names(""))
        .isEmpty();
  }

  @Test
  void the_process_is_asked() {
    System.setProperty("metrics.test.only", " yes ");
    try {
      assertThat(Settings.system().flag("METRICS_TEST_ONLY", false)).isTrue();
    } finally {
      System.clearProperty("metrics.test.only");
    }
    assertThat(Settings.system().flag("METRICS_TEST_ONLY", false)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "TRUE, true",
    "1, true",
    "Yes, true",
    "' true ', true",
    "false, false",
    "False, false",
    "0, false",
    "NO, false"
  })
  void a_flag_is_read_in_any_case(String text, boolean expected) {
    Settings settings = Settings.of(NONE, Map.of("METRICS_JVM", text));
    assertThat(settings.flag("METRICS_JVM", !expected)).isEqualTo(expected);
  }

  @Test
  void blank_is_not_set() {
    Settings settings = Settings.of(Map.of("metrics.jvm", "  "), NONE);
    assertThat(settings.flag("METRICS_JVM", true)).isTrue();
    assertThat(settings.number("METRICS_JVM", 5)).isEqualTo(5);
    assertThat(settings.names("METRICS_")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "METRICS_ENABLED     | maybe | true, false, 1, 0, yes or no",
        "METRICS_JVM         | on    | true, false, 1, 0, yes or no",
        "METRICS_MODE        | loud  | [STRICT, ENFORCE, OBSERVE]",
        "METRICS_LINE_BUDGET | many  | a whole number of 0 or more",
        "METRICS_LINE_BUDGET | -1    | a whole number of 0 or more",
        "METRICS_LINE_BUDGET | 1e5   | a whole number of 0 or more"
      })
  void a_malformed_setting_is_named_with_its_expectation(
      String name, String value, String expected) {
    Settings environment = Settings.of(NONE, Map.of(name, value));
    assertThatThrownBy(() -> UpstreamRecorder.builder().settings(environment).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name + "=" + value)
        .hasMessageContaining(expected);
    String property = name.toLowerCase(Locale.ROOT).replace('_', '.');
    Settings properties = Settings.of(Map.of(property, value), NONE);
    assertThatThrownBy(() -> UpstreamRecorder.builder().settings(properties).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(property + "=" + value)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"METRICS_ENABLED", "ENABLE_METRICS"})
  void a_recorder_can_be_switched_off(String name) {
    UpstreamRecorder off =
        UpstreamRecorder.builder().settings(Settings.of(NONE, Map.of(name, "false"))).build();
    off.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme"));
    off.trackAlertCreated(null, null, null);
    assertThat(off.isEnabled()).isFalse();
    assertThat(Scrape.text(off)).isEmpty();
    assertThat(UpstreamRecorder.builder().settings(Settings.of(NONE, Map.of(name, "true"))).build())
        .returns(true, UpstreamRecorder::isEnabled);
  }

  @Test
  void the_new_name_beats_the_old_one() {
    Map<String, String> on = Map.of("METRICS_ENABLED", "true");
    assertThat(Settings.of(Map.of("enable.metrics", "false"), on).flag("METRICS_ENABLED", true))
        .as("a property over the environment")
        .isFalse();
    assertThat(
            Settings.of(NONE, on)
                .with(Map.of("ENABLE_METRICS", "false"))
                .flag("METRICS_ENABLED", true))
        .as("the builder over the environment")
        .isFalse();
    assertThat(
            Settings.of(NONE, Map.of("METRICS_ENABLED", "true", "ENABLE_METRICS", "false"))
                .flag("METRICS_ENABLED", false))
        .as("side by side")
        .isTrue();
    assertThatThrownBy(
            () -> Settings.of(NONE, Map.of("ENABLE_METRICS", "si")).flag("METRICS_ENABLED", true))
        .hasMessageContaining("ENABLE_METRICS=si");
  }

  @Test
  void settings_print_their_names_and_no_value() {
    Settings settings =
        Settings.of(Map.of("metrics.auth.token", "s3cret"), Map.of("METRICS_MODE", "STRICT"));
    assertThat(settings.toString())
        .contains("METRICS_AUTH_TOKEN", "METRICS_MODE")
        .doesNotContain("s3cret")
        .doesNotContain("STRICT");
  }

  @Test
  void a_list_has_commas() {
    Settings settings = Settings.of(NONE, Map.of("METRICS_ALLOWED_IPS", " 10.0.0.1, ,10.0.0.2,"));
    assertThat(settings.list("METRICS_ALLOWED_IPS")).containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(settings.list("METRICS_OTHER")).isEmpty();
  }

  @Test
  void the_builder_refuses_what_cannot_be() {
    assertThatThrownBy(() -> UpstreamRecorder.builder().budget(CustomerId.class, -1))
        .hasMessageContaining("CustomerId")
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> UpstreamRecorder.builder().lineBudget(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> UpstreamRecorder.builder().setting("METRIC_MODE", "STRICT"))
        .hasMessageContaining("METRIC_MODE")
        .hasMessageContaining("METRICS_");
    assertThatThrownBy(() -> UpstreamRecorder.builder().vocabulary())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> UpstreamRecorder.builder().allow(CustomerId.class, List.of(new CustomerId(" "))))
        .hasMessageContaining("CustomerId");
  }

  private static long lines(Settings settings) {
    return settings.number("METRICS_LINE_BUDGET", 7);
  }
}
