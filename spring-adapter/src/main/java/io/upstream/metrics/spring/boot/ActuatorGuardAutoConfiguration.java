package io.upstream.metrics.spring.boot;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.AccessFilter;
import io.upstream.metrics.servlet.MetricsAccess;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/** Guards the endpoints of Actuator that show our families, on the application's port. */
@AutoConfiguration(after = EndpointAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(
    name = "org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType")
@ConditionalOnBean({UpstreamRecorder.class, MetricsAccess.class})
@ConditionalOnProperty(
    name = "upstream.metrics.endpoint.guard-actuator",
    havingValue = "true",
    matchIfMissing = true)
@Conditional(OnOnePort.class)
public class ActuatorGuardAutoConfiguration {

  @Bean
  FilterRegistrationBean<AccessFilter> upstreamActuatorGuard(
      UpstreamRecorder recorder,
      MetricsAccess access,
      ObjectProvider<PrometheusRegistry> registries,
      Environment environment) {
    return ActuatorGuard.filter(recorder, access, registries, environment, true);
  }
}
