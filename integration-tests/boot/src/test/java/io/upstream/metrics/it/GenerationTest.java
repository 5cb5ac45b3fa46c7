package io.upstream.metrics.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** Checks the versions on the class path. */
class GenerationTest {

  @Test
  void boot_is_of_the_generation_of_the_module() {
    assertThat(SpringBootVersion.getVersion()).startsWith(System.getProperty("boot.generation"));
  }

  @Test
  void client_java_is_what_boot_pins() {
    assertThat(
            PrometheusRegistry.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .contains(System.getProperty("client_java.version"));
  }
}
