package io.upstream.metrics.spring.boot;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.AccessFilter;
import io.upstream.metrics.servlet.Health;
import io.upstream.metrics.servlet.HealthServlet;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsServlet;
import io.upstream.metrics.spring.MetricsConfigurationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Mounts the servlets of the page: in the application's context, or in that of the management port.
 * The servlets are not beans, because Boot would mount a servlet bean on both ports.
 */
@Configuration(proxyBeanMethods = false)
class MountConfiguration {

  @Bean
  @ConditionalOnProperty(name = "upstream.metrics.endpoint.enabled", matchIfMissing = true)
  @ConditionalOnMissingBean(
      value = MetricsServlet.class,
      name = "upstreamMetricsServletRegistration",
      search = SearchStrategy.CURRENT)
  ServletRegistrationBean<MetricsServlet> upstreamMetricsServletRegistration(
      UpstreamRecorder recorder, MetricsAccess access, EndpointProperties properties) {
    return MetricsConfigurationException.reading(
        () -> {
          ServletRegistrationBean<MetricsServlet> registration =
              new ServletRegistrationBean<>(
                  properties.limited(new MetricsServlet(recorder, access)),
                  properties.mappings(""));
          registration.setName("upstreamMetricsServlet");
          return registration;
        });
  }

  /**
   * Registers the health servlet. The servlet creates the checks at the first request; creating
   * them now would create half of the application's beans.
   */
  @Bean
  @Conditional(OnOwnHealth.class)
  @ConditionalOnMissingBean(
      value = HealthServlet.class,
      name = "upstreamHealthServletRegistration",
      search = SearchStrategy.CURRENT)
  ServletRegistrationBean<HealthServlet> upstreamHealthServletRegistration(
      ObjectProvider<Health> health,
      MetricsAccess access,
      EndpointProperties properties,
      HealthProperties limits) {
    return MetricsConfigurationException.reading(
        () -> {
          limits.builder(); // refuses malformed values
          ServletRegistrationBean<HealthServlet> registration =
              new ServletRegistrationBean<>(new HealthServlet(health::getObject, access));
          registration.addUrlMappings(properties.mappings("/health"));
          registration.addUrlMappings(properties.mappings("/readiness"));
          registration.addUrlMappings(properties.mappings("/liveness"));
          registration.setName("upstreamHealthServlet");
          return registration;
        });
  }

  @Bean
  @ConditionalOnClass(name = OnOnePort.ACTUATOR)
  @ConditionalOnProperty(
      name = "upstream.metrics.endpoint.guard-actuator",
      havingValue = "true",
      matchIfMissing = true)
  FilterRegistrationBean<AccessFilter> upstreamActuatorGuard(
      UpstreamRecorder recorder,
      MetricsAccess access,
      ObjectProvider<PrometheusRegistry> registries,
      Environment environment) {
    return ActuatorGuard.filter(recorder, access, registries, environment);
  }
}
