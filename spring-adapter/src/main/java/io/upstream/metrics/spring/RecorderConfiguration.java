package io.upstream.metrics.spring;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.Vocabulary;
import java.util.List;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The recorder of a context, with Boot and without. */
@Configuration(proxyBeanMethods = false)
public class RecorderConfiguration {

  /**
   * Builds and installs the recorder of this context; closing the context closes it.
   *
   * @param registry the registry to share, if there is one; other collectors keep their names in it
   * @param vocabularies the vocabularies of events; the platform's if there are none
   * @param spans the source of the current span; if there is none, the default without Spring
   */
  @Bean(destroyMethod = "close")
  @Conditional(IfMissing.class)
  UpstreamRecorder upstreamRecorder(
      ObjectProvider<PrometheusRegistry> registry,
      ObjectProvider<Vocabulary> vocabularies,
      ObjectProvider<SpanContext> spans,
      ObjectProvider<RecorderCustomizer> customizers) {
    return MetricsConfigurationException.reading(
        () -> {
          RecorderBuilder builder = UpstreamRecorder.builder();
          registry.ifUnique(builder::sharedRegistry);
          spans.ifUnique(builder::spanContext);
          List<Vocabulary> chosen = vocabularies.orderedStream().toList();
          if (!chosen.isEmpty()) {
            builder.vocabulary(chosen.toArray(Vocabulary[]::new));
          }
          customizers.orderedStream().forEach(each -> each.customize(builder));
          UpstreamRecorder recorder = builder.build();
          UpstreamMetrics.install(recorder);
          return recorder;
        });
  }

  /** Makes the recorder before the ordinary singletons, so that it counts what they do. */
  @Bean
  static BeanFactoryInitializer<ListableBeanFactory> upstreamRecorderInitializer() {
    return beans -> beans.getBeanProvider(UpstreamRecorder.class).getIfUnique();
  }
}
