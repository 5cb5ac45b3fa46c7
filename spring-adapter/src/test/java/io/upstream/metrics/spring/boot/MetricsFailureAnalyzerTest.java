package io.upstream.metrics.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Checks that each failure at start names a property that works. */
class MetricsFailureAnalyzerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "upstream.metrics.budgets.customer-id=-1 | upstream.metrics.budgets.customer-id=500",
        "upstream.metrics.allow.customer-id=_OTHER | upstream.metrics.allow.customer-id=acme",
        "upstream.metrics.endpoint.allowed-ips=10.0.0.0/99 | upstream.metrics.endpoint.allowed-ips=10.0.0.0/8",
        "upstream.metrics.endpoint.trusted-proxies=proxy | upstream.metrics.endpoint.trusted-proxies=10.0.0.2",
        "upstream.metrics.endpoint.path=metrics | upstream.metrics.endpoint.path=/metrics",
        "upstream.metrics.endpoint.at-once=0 | upstream.metrics.endpoint.at-once=2",
        "upstream.metrics.line-budget=-5 | upstream.metrics.line-budget=200000",
        "upstream.metrics.third-party-line-budget=-6 | upstream.metrics.third-party-line-budget=50000",
        "upstream.metrics.jobs.async=perhaps | Correct it in the application's properties",
        "upstream.metrics.http.view=long | Correct it in the application's properties",
        "upstream.metrics.health.time-limit=0s | upstream.metrics.health.time-limit=2s"
      })
  void it_names_the_property_and_a_working_value(String property, String cure) {
    FailureAnalysis analysis = analyze(property);

    assertThat(analysis.getDescription()).contains(value(property));
    assertThat(analysis.getAction()).contains(cure);
  }

  private static String value(String property) {
    String value = property.substring(property.indexOf('=') + 1);
    return switch (value) {
      case "_OTHER" -> "CUSTOMER_ID";
      case "0s" -> "PT0S";
      default -> value;
    };
  }

  private static FailureAnalysis analyze(String property) {
    Throwable failure =
        catchThrowable(
            () ->
                new SpringApplicationBuilder(Application.class)
                    .run(
                        "--" + property,
                        "--upstream.metrics.health.enabled=true", // although Actuator is there
                        "--server.port=0",
                        "--logging.level.root=off")
                    .close());
    assertThat(failure).as(property + " should have stopped the start").isNotNull();
    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation()
                // Boot's own want a bean factory, which is no matter here.
                .load(FailureAnalyzer.class, (type, name, cannotBeMade) -> {}))
        .hasAtLeastOneElementOfType(MetricsFailureAnalyzer.class);
    FailureAnalysis analysis = new MetricsFailureAnalyzer().analyze(failure);
    assertThat(analysis).as("by ours: " + failure).isNotNull();
    return analysis;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}
}
