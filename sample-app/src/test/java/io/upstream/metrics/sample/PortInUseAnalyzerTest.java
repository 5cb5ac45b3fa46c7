package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.io.support.SpringFactoriesLoader;

class PortInUseAnalyzerTest {

  @Test
  void a_busy_port_names_the_setting() {
    PortInUseException busy = new PortInUseException(8000);
    FailureAnalysis analysis = new PortInUseAnalyzer().analyze(busy, busy);

    assertThat(analysis.getDescription()).contains("8000");
    assertThat(analysis.getAction()).contains("server.port", "SERVER_PORT=8001");
  }

  @Test
  void it_is_asked_before_boots_own() {
    assertThat(
            SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (type, name, failure) -> {}))
        .filteredOn(PortInUseAnalyzer.class::isInstance)
        .hasSize(1);
  }
}
