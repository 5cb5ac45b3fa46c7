package io.upstream.metrics.spring;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.servlet.Health;
import io.upstream.metrics.servlet.HealthServlet;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsFilter;
import io.upstream.metrics.servlet.MetricsServlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportAware;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.type.AnnotationMetadata;

/** The beans of {@link EnableUpstreamMetrics}. */
@Configuration(proxyBeanMethods = false)
@Import({RecorderConfiguration.class, FilterConfiguration.class, MvcConfiguration.class})
@Conditional(IfMissing.class)
class UpstreamMetricsConfiguration implements ImportAware {

  private String path = "/metrics";

  @Override
  public void setImportMetadata(AnnotationMetadata importing) {
    path = importing.getAnnotations().get(EnableUpstreamMetrics.class).getString("path");
  }

  @Bean
  ApplicationListener<ContextRefreshedEvent> upstreamRegistryConflictResolver(
      UpstreamRecorder recorder, RecorderHolder holder) {
    holder.hold(recorder);
    return refreshed -> recorder.resolveNameConflicts();
  }

  @Bean
  FilterPublisher upstreamFilterPublisher(MetricsFilter filter) {
    return new FilterPublisher(filter);
  }

  @Bean
  @Conditional(IfMissing.class)
  MetricsAccess upstreamMetricsAccess(UpstreamRecorder recorder) {
    return MetricsConfigurationException.reading(() -> MetricsAccess.from(recorder.settings()));
  }

  @Bean
  @Conditional(IfMissing.class)
  MetricsServlet upstreamMetricsServlet(UpstreamRecorder recorder, MetricsAccess access) {
    return new MetricsServlet(recorder, access);
  }

  @Bean
  @Conditional(IfMissing.class)
  HealthServlet upstreamHealthServlet(ObjectProvider<Health> health, MetricsAccess access) {
    return new HealthServlet(health.getIfAvailable(Health::none), access);
  }

  @Bean
  PageMapping upstreamPageMapping(MetricsServlet page, HealthServlet health) {
    return new PageMapping(path, page, health);
  }
}
