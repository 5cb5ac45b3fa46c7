package io.upstream.metrics.spring.boot;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.RecorderBuilder;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.Vocabulary;
import io.upstream.metrics.spring.RecorderCustomizer;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The recorder of the application, which the static verbs use, too.
 *
 * <p>It shares the {@link PrometheusRegistry} that is there (Actuator's, if it exports to
 * Prometheus), else it has one of its own. An application that declares an {@link UpstreamRecorder}
 * keeps that.
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
      RecorderProperties properties,
      ObjectProvider<PrometheusRegistry> registry,
      ObjectProvider<Vocabulary> vocabularies,
      ObjectProvider<RecorderCustomizer> customizers) {
    RecorderBuilder builder = UpstreamRecorder.builder();
    registry.ifUnique(builder::registry);
    List<Vocabulary> chosen = vocabularies.orderedStream().toList();
    if (!chosen.isEmpty()) {
      builder.vocabulary(chosen.toArray(Vocabulary[]::new));
    }
    properties.applyTo(builder);
    customizers.orderedStream().forEach(each -> each.customize(builder));
    UpstreamRecorder recorder = builder.build();
    UpstreamMetrics.install(recorder);
    return recorder;
  }
}
