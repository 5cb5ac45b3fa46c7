package io.upstream.metrics.sample.keeping;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.push.MetricsPush;
import io.upstream.metrics.sample.SampleProperties;
import io.upstream.metrics.sample.SampleProperties.Pushgateway;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Pushes the page where the address of a Pushgateway is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("sample.pushgateway.address")
class PushConfiguration {

  /** Until it is closed, when it pushes the last state. */
  @Bean
  MetricsPush push(
      UpstreamRecorder recorder, SampleProperties properties, @Value("${server.port}") int port) {
    Pushgateway gateway = Objects.requireNonNull(properties.pushgateway());
    return MetricsPush.toPushgateway(recorder, gateway.address())
        .job("claims")
        .grouping("instance", "localhost:" + port)
        .every(gateway.every())
        .timeout(Duration.ofSeconds(2))
        // A failed push is not repeated, because the next one follows soon.
        .retry(0, Duration.ofSeconds(1))
        .build();
  }
}
