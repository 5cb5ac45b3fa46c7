package io.upstream.metrics.sample;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Describes which setting moves the application to another port. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class PortInUseAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
    int port = cause.getPort();
    return new FailureAnalysis(
        "Something listens on port " + port + " already.",
        "Stop it, or start on another port with the setting server.port:"
            + " the environment variable SERVER_PORT=%s, the argument --server.port=%s, or"
                .formatted(port + 1, port + 1)
            + " -Dspring-boot.run.arguments=--server.port=%s for Maven.".formatted(port + 1),
        cause);
  }
}
