package io.upstream.metrics.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class RecorderAutoConfigurationTest {

  @Test
  void the_static_verbs_use_the_contexts_recorder() {
    try (ConfigurableApplicationContext context = start(Plain.class)) {
      assertThat(UpstreamMetrics.recorder()).isSameAs(context.getBean(UpstreamRecorder.class));
    }
  }

  @Test
  void the_applications_registry_carries_the_families() {
    try (ConfigurableApplicationContext context = start(WithRegistry.class)) {
      assertThat(context.getBean(UpstreamRecorder.class).registry())
          .isSameAs(context.getBean(PrometheusRegistry.class));
    }
  }

  @Test
  void a_recorder_of_the_applications_own_is_kept() {
    try (ConfigurableApplicationContext context = start(WithRecorder.class)) {
      assertThat(context.getBeansOfType(UpstreamRecorder.class)).containsOnlyKeys("own");
    }
  }

  @Test
  void command_line_beats_environment_beats_properties() {
    assertThat(lineBudget()).isEqualTo("7000.0");
    System.setProperty("metrics.line.budget", "5000"); // as METRICS_LINE_BUDGET would be
    try {
      assertThat(lineBudget()).isEqualTo("5000.0");
      assertThat(lineBudget("--upstream.metrics.line-budget=9000")).isEqualTo("9000.0");
    } finally {
      System.clearProperty("metrics.line.budget");
    }
  }

  private static String lineBudget(String... arguments) {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Plain.class)
            .web(WebApplicationType.NONE)
            .properties("upstream.metrics.line-budget=7000")
            .run(arguments)) {
      ByteArrayOutputStream page = new ByteArrayOutputStream();
      context.getBean(UpstreamRecorder.class).writePage(page);
      return page.toString(UTF_8)
          .lines()
          .filter(line -> line.startsWith("upstream_metrics_line_budget "))
          .findFirst()
          .orElseThrow()
          .split(" ")[1];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ConfigurableApplicationContext start(Class<?> configuration) {
    SpringApplication application =
        new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE).build();
    return application.run();
  }

  @Configuration
  @EnableAutoConfiguration
  static class Plain {}

  @Configuration
  @EnableAutoConfiguration
  static class WithRegistry {
    @Bean
    PrometheusRegistry registry() {
      return new PrometheusRegistry();
    }
  }

  @Configuration
  @EnableAutoConfiguration
  static class WithRecorder {
    @Bean(destroyMethod = "close")
    UpstreamRecorder own() {
      return UpstreamRecorder.builder().build();
    }
  }
}
