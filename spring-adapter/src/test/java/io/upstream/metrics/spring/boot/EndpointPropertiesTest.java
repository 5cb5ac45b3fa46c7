package io.upstream.metrics.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointPropertiesTest {

  private static final EndpointProperties PROPERTIES =
      new EndpointProperties(
          true,
          "/metrics",
          null,
          List.of(),
          List.of(),
          List.of("s3cret"),
          null,
          List.of("OPS"),
          2,
          Duration.ofSeconds(5),
          true,
          0);

  @Test
  void a_description_has_no_token_in_it() {
    assertThat(PROPERTIES.toString()).contains("/metrics").doesNotContain("s3cret");
  }

  @Test
  void the_environment_wins_over_properties() {
    Settings environment =
        Settings.of(Map.of(), Map.of("METRICS_AUTH_TOKEN", "of-the-environment"));
    Settings rules = PROPERTIES.under(environment, property -> false);
    assertThat(rules.text("METRICS_AUTH_TOKEN")).isEqualTo("of-the-environment");
    assertThat(rules.text("METRICS_ALLOWED_ROLE")).isEqualTo("OPS");
  }

  @Test
  void the_command_line_wins_over_the_environment() {
    Settings environment =
        Settings.of(Map.of(), Map.of("METRICS_AUTH_TOKEN", "of-the-environment"));
    Settings rules = PROPERTIES.under(environment, "upstream.metrics.endpoint.auth-token"::equals);
    assertThat(rules.text("METRICS_AUTH_TOKEN")).isEqualTo("s3cret");
  }
}
