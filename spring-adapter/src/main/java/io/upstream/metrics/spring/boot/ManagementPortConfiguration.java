package io.upstream.metrics.spring.boot;

import io.upstream.metrics.servlet.HealthServlet;
import io.upstream.metrics.servlet.MetricsServlet;
import jakarta.servlet.Servlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Mounts page and health on the management port, whose context is a child of the application's. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class ManagementPortConfiguration {

  @Bean
  @ConditionalOnBean(MetricsServlet.class)
  ServletRegistrationBean<MetricsServlet> upstreamManagementMetricsRegistration(
      MetricsServlet servlet, EndpointProperties properties) {
    return EndpointAutoConfiguration.mounted(servlet, properties);
  }

  @Bean
  @ConditionalOnBean(HealthServlet.class)
  ServletRegistrationBean<Servlet> upstreamManagementHealthRegistration(
      ObjectProvider<HealthServlet> servlet, EndpointProperties properties) {
    return HealthAutoConfiguration.mounted(servlet, properties);
  }
}
