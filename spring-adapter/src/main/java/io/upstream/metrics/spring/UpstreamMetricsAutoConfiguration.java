package io.upstream.metrics.spring;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.MetricsServlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Gives a Boot application a recorder and its page.
 *
 * <p>An application that declares an {@link UpstreamRecorder} of its own keeps it, and only has the
 * page added.
 */
@AutoConfiguration
@EnableConfigurationProperties(UpstreamMetricsProperties.class)
public class UpstreamMetricsAutoConfiguration {

  /** Installs the recorder of this context; closing the context closes it. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  public UpstreamRecorder upstreamRecorder(ObjectProvider<PrometheusRegistry> registry) {
    RecorderBuilder builder = UpstreamRecorder.builder();
    registry.ifAvailable(builder::registry);
    UpstreamRecorder recorder = builder.build();
    UpstreamMetrics.install(recorder);
    return recorder;
  }

  /** Mounts the page. */
  @Bean
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnMissingBean(name = "upstreamMetricsServlet")
  public ServletRegistrationBean<MetricsServlet> upstreamMetricsServlet(
      UpstreamRecorder recorder, UpstreamMetricsProperties properties) {
    return new ServletRegistrationBean<>(new MetricsServlet(recorder), properties.path());
  }
}
