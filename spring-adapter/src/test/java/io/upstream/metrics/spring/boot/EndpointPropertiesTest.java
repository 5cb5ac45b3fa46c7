package io.upstream.metrics.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

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
    Map<String, String> rules = rules();
    assertThat(rules).doesNotContainKey("METRICS_AUTH_TOKEN");
    assertThat(rules).containsEntry("METRICS_ALLOWED_ROLE", "OPS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--upstream.metrics.endpoint.auth-token=s3cret",
        "--upstream.metrics.endpoint.authToken=s3cret",
        "--upstream.metrics.endpoint.auth-token[0]=s3cret"
      })
  void the_command_line_wins_over_the_environment(String argument) {
    assertThat(rules(argument)).containsEntry("METRICS_AUTH_TOKEN", "s3cret");
  }

  private static Map<String, String> rules(String... arguments) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
    Settings operators = Settings.of(Map.of(), Map.of("METRICS_AUTH_TOKEN", "of-the-environment"));
    PropertySettings rules = new PropertySettings(operators, environment);
    PROPERTIES.addTo(rules);
    return rules.settings();
  }
}
