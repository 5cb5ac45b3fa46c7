package io.upstream.metrics.spring.boot;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.spring.MetricsConfigurationException;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Mounts the page: on the application's port, or on the management port where that is another one.
 */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({EndpointProperties.class, HealthProperties.class})
public class EndpointAutoConfiguration {

  /** Returns the access rules of the page and the details of health. */
  @Bean
  @ConditionalOnMissingBean
  public MetricsAccess upstreamMetricsAccess(
      UpstreamRecorder recorder, EndpointProperties properties, Environment environment) {
    return MetricsConfigurationException.reading(
        () -> {
          PropertySettings rules = new PropertySettings(recorder.settings(), environment);
          properties.addTo(rules);
          return MetricsAccess.from(recorder.settings().with(rules.settings()));
        });
  }

  /** Mounts the page if there is no separate management port. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(OnOnePort.class)
  @Import(MountConfiguration.class)
  static class OnePort {}

  /** The page as an endpoint of Actuator's, where {@code management.endpoints.web} exposes it. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name =
          "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
  static class Actuator {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(endpoint = UpstreamEndpoint.class)
    UpstreamEndpoint upstreamEndpoint(UpstreamRecorder recorder) {
      return new UpstreamEndpoint(recorder);
    }
  }
}
