package io.upstream.metrics.spring.boot;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.spring.ContextRecorder;
import io.upstream.metrics.spring.RecorderCustomizer;
import io.upstream.metrics.spring.RecorderHolder;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Creates the recorder of the application, which the static verbs use too.
 *
 * <p>It shares the {@link PrometheusRegistry} that is there (Actuator's, if it exports to
 * Prometheus), else it has one of its own. If another collector of a shared registry has a name of
 * ours, the registry shows theirs and ours is on our own page only; the log names it. An
 * application that declares an {@link UpstreamRecorder} keeps that.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.export.prometheus.PrometheusMetricsExportAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration"
    })
@EnableConfigurationProperties(RecorderProperties.class)
public class RecorderAutoConfiguration {

  /** Installs the recorder of this context; closing the context closes it. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  public UpstreamRecorder upstreamRecorder(
      ObjectProvider<PrometheusRegistry> registry,
      ObjectProvider<Vocabulary> vocabularies,
      ObjectProvider<SpanContext> spans,
      ObjectProvider<RecorderCustomizer> customizers) {
    return MetricsConfigurationException.reading(
        () -> ContextRecorder.install(registry, vocabularies, spans, customizers));
  }

  /** Static: post-processors ask it for the recorder. */
  @Bean
  @ConditionalOnMissingBean
  static RecorderHolder upstreamRecorderHolder() {
    return new RecorderHolder();
  }

  /** Makes the recorder before the ordinary singletons, so that it counts what they do. */
  @Bean
  static BeanFactoryInitializer<ListableBeanFactory> upstreamRecorderInitializer() {
    return beans -> beans.getBeanProvider(UpstreamRecorder.class).getIfUnique();
  }

  /** Applies the properties; the application's own customizers run after it. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RecorderCustomizer upstreamPropertiesCustomizer(
      RecorderProperties properties, ConfigurableEnvironment environment) {
    return builder -> properties.applyTo(builder, Settings.system(), CommandLine.of(environment));
  }

  /** Leaves names to those who share the registry. */
  @Bean
  RegistryPeace upstreamRegistryPeace(UpstreamRecorder recorder, ListableBeanFactory beans) {
    return new RegistryPeace(recorder, beans);
  }
}
