package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Configuration;

/** Counts the beans that the jar adds to an idle application; benchmarks time its start. */
class AddedBeansTest {

  private static final String WITHOUT =
      "spring.autoconfigure.exclude="
          + ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
              .filter(name -> name.startsWith("io.upstream.metrics."))
              .collect(Collectors.joining(","));

  @Test
  void an_idle_application_has_few_more_beans() {
    int without = beans(WITHOUT);
    assertThat(beans("upstream.metrics.enabled=true") - without).isBetween(1, 60);
  }

  private static int beans(String property) {
    try (Running app = Running.start(Empty.class, property, "spring.jpa.hibernate.ddl-auto=none")) {
      return app.context().getBeanDefinitionCount();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Empty {}
}
