package io.upstream.metrics.spring.boot;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsServlet;
import java.util.function.Predicate;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Mounts the page: on the application's port, or on the management port where that is another one.
 */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(EndpointProperties.class)
public class EndpointAutoConfiguration implements EnvironmentAware {

  private Predicate<String> commandLine = property -> false;

  @Override
  public void setEnvironment(Environment environment) {
    commandLine = CommandLine.of(environment);
  }

  /** The rule of who can read the page and the details of health. */
  @Bean
  @ConditionalOnMissingBean
  public MetricsAccess upstreamMetricsAccess(
      UpstreamRecorder recorder, EndpointProperties properties) {
    return MetricsConfigurationException.reading(
        () -> MetricsAccess.from(properties.under(recorder.settings(), commandLine)));
  }

  // No bean of its own: Boot mounts a servlet that is a bean, whatever the port.
  static ServletRegistrationBean<MetricsServlet> page(
      UpstreamRecorder recorder, MetricsAccess access, EndpointProperties properties) {
    return MetricsConfigurationException.reading(
        () -> {
          MetricsServlet servlet = properties.limited(new MetricsServlet(recorder, access));
          ServletRegistrationBean<MetricsServlet> registration =
              new ServletRegistrationBean<>(servlet, properties.mappings(""));
          registration.setName("upstreamMetricsServlet");
          return registration;
        });
  }

  /** Mounts the page if there is no separate management port. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(OnOnePort.class)
  @ConditionalOnProperty(name = "upstream.metrics.endpoint.enabled", matchIfMissing = true)
  static class OnePort {

    @Bean
    @ConditionalOnMissingBean(
        value = MetricsServlet.class,
        name = "upstreamMetricsServletRegistration")
    ServletRegistrationBean<MetricsServlet> upstreamMetricsServletRegistration(
        UpstreamRecorder recorder, MetricsAccess access, EndpointProperties properties) {
      return page(recorder, access, properties);
    }
  }
}
