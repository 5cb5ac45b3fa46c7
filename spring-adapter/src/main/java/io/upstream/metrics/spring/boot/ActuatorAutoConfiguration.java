package io.upstream.metrics.spring.boot;

import io.upstream.metrics.UpstreamRecorder;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** The page as an endpoint of Actuator's, where it is exposed. */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(UpstreamRecorder.class)
public class ActuatorAutoConfiguration {

  /** Only where {@code management.endpoints.web.exposure.include} has it. */
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint(endpoint = UpstreamEndpoint.class)
  UpstreamEndpoint upstreamEndpoint(UpstreamRecorder recorder) {
    return new UpstreamEndpoint(recorder);
  }
}
