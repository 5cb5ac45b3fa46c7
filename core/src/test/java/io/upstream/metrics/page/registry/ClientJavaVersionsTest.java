package io.upstream.metrics.page.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class ClientJavaVersionsTest {

  @Test
  void mixed_versions_are_named_with_the_fix() {
    assertThat(
            ClientJavaVersions.mixture(artifact -> artifact.endsWith("-core") ? "1.9.0" : "1.3.10"))
        .contains("prometheus-metrics-core=1.9.0")
        .contains("prometheus-metrics-model=1.3.10")
        .contains("prometheus-client.version");
  }

  @Test
  void one_version_or_none_is_no_mixture() {
    assertThat(ClientJavaVersions.mixture(artifact -> "1.3.10")).isNull();
    assertThat(ClientJavaVersions.mixture(artifact -> null)).isNull();
    assertThat(ClientJavaVersions.mixture(ClientJavaVersions::version)).isNull();
    assertThat(ClientJavaVersions.core()).matches("\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void the_class_path_has_the_tested_version() {
    String tested = System.getProperty("client_java.version");
    assumeTrue(tested != null, "no version is named");
    assertThat(ClientJavaVersions.core()).isEqualTo(tested);
  }
}
