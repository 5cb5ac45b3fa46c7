package io.upstream.metrics.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointPropertiesTest {

  @Test
  void a_description_has_no_token_in_it() {
    EndpointProperties properties =
        new EndpointProperties(
            true,
            "/metrics",
            null,
            List.of(),
            List.of(),
            List.of("s3cret"),
            null,
            List.of(),
            2,
            Duration.ofSeconds(5),
            true,
            0);
    assertThat(properties.toString()).contains("/metrics").doesNotContain("s3cret");
  }
}
