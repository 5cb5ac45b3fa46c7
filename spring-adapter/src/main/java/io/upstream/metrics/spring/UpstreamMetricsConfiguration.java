package io.upstream.metrics.spring;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.servlet.Health;
import io.upstream.metrics.servlet.HealthServlet;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsFilter;
import io.upstream.metrics.servlet.MetricsServlet;
import io.upstream.metrics.servlet.RouteResolver;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportAware;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** The beans of {@link EnableUpstreamMetrics}. */
@Configuration(proxyBeanMethods = false)
@Conditional(IfMissing.class)
class UpstreamMetricsConfiguration implements ImportAware {

  private String path = "/metrics";

  @Override
  public void setImportMetadata(AnnotationMetadata importing) {
    path = importing.getAnnotations().get(EnableUpstreamMetrics.class).getString("path");
  }

  @Bean(destroyMethod = "close")
  @Conditional(IfMissing.class)
  UpstreamRecorder upstreamRecorder(
      ObjectProvider<PrometheusRegistry> registry,
      ObjectProvider<Vocabulary> vocabularies,
      ObjectProvider<SpanContext> spans,
      ObjectProvider<RecorderCustomizer> customizers) {
    return ContextRecorder.install(registry, vocabularies, spans, customizers);
  }

  /** Makes the recorder before the ordinary singletons, so that it counts what they do. */
  @Bean
  static BeanFactoryInitializer<ListableBeanFactory> upstreamRecorderInitializer() {
    return beans -> beans.getBeanProvider(UpstreamRecorder.class).getIfUnique();
  }

  @Bean
  ApplicationListener<ContextRefreshedEvent> upstreamRegistryPeace(
      UpstreamRecorder recorder, RecorderHolder holder) {
    holder.hold(recorder);
    return refreshed -> recorder.giveWay();
  }

  @Bean
  @Conditional(IfMissing.class)
  RouteResolver upstreamRouteResolver() {
    return new SpringRoutes();
  }

  @Bean
  @Conditional(IfMissing.class)
  MetricsFilter upstreamMetricsFilter(UpstreamRecorder recorder, RouteResolver routes) {
    return new MetricsFilter(recorder, routes);
  }

  @Bean
  FilterPublisher upstreamFilterPublisher(MetricsFilter filter) {
    return new FilterPublisher(filter);
  }

  @Bean
  @Conditional(IfMissing.class)
  ViewNaming upstreamViewNaming() {
    return ViewNaming.simpleName();
  }

  @Bean
  @Conditional(IfMissing.class)
  MetricsInterceptor upstreamMetricsInterceptor(UpstreamRecorder recorder, ViewNaming naming) {
    return new MetricsInterceptor(recorder, naming);
  }

  /** Found by every handler mapping, also of contexts below and of those that XML declares. */
  @Bean
  MappedInterceptor upstreamMappedInterceptor(MetricsInterceptor interceptor) {
    return new MappedInterceptor(null, interceptor);
  }

  @Bean
  @Conditional(IfMissing.class)
  MetricsAccess upstreamMetricsAccess(UpstreamRecorder recorder) {
    return MetricsAccess.from(recorder.settings());
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
