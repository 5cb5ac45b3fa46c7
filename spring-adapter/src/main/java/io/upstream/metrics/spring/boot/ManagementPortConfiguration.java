package io.upstream.metrics.spring.boot;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.AccessFilter;
import io.upstream.metrics.servlet.Health;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsServlet;
import jakarta.servlet.Servlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Mounts page and health on the management port, whose context is a child of the application's. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ManagementPortConfiguration {

  @Bean
  @ConditionalOnProperty(name = "upstream.metrics.endpoint.enabled", matchIfMissing = true)
  ServletRegistrationBean<MetricsServlet> upstreamManagementMetricsRegistration(
      UpstreamRecorder recorder, MetricsAccess access, EndpointProperties properties) {
    return EndpointAutoConfiguration.page(recorder, access, properties);
  }

  @Bean
  @ConditionalOnProperty(
      name = "upstream.metrics.endpoint.guard-actuator",
      havingValue = "true",
      matchIfMissing = true)
  FilterRegistrationBean<AccessFilter> upstreamManagementActuatorGuard(
      UpstreamRecorder recorder,
      MetricsAccess access,
      ObjectProvider<PrometheusRegistry> registries,
      Environment environment) {
    return ActuatorGuard.filter(recorder, access, registries, environment, false);
  }

  @Bean
  @ConditionalOnProperty(name = "upstream.metrics.health.enabled")
  ServletRegistrationBean<Servlet> upstreamManagementHealthRegistration(
      ObjectProvider<Health> health,
      MetricsAccess access,
      EndpointProperties properties,
      HealthProperties limits) {
    return HealthAutoConfiguration.probes(health, access, properties, limits);
  }
}
