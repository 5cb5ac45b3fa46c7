package io.upstream.metrics.spring.boot;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.spring.MeteringRegistrar;
import io.upstream.metrics.spring.RecorderConfiguration;
import io.upstream.metrics.spring.RecorderCustomizer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Creates the recorder of the application, which the static verbs also use, and the metering of its
 * data sources, caches and jobs.
 *
 * <p>It shares an existing {@link PrometheusRegistry} (Actuator's, if it exports to Prometheus) and
 * otherwise has its own. If another collector of a shared registry has one of our names, the
 * registry shows that collector and our family is only on our own page; a log message names it. If
 * the application declares an {@link UpstreamRecorder}, that one is used.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.export.prometheus.PrometheusMetricsExportAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration"
    })
@EnableConfigurationProperties(RecorderProperties.class)
@Import({RecorderConfiguration.class, MeteringRegistrar.class})
public class RecorderAutoConfiguration {

  /** Applies the properties; the application's own customizers run after it. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RecorderCustomizer upstreamPropertiesCustomizer(
      RecorderProperties properties, ConfigurableEnvironment environment) {
    return builder -> {
      // The properties are passed as settings, not by the builder's own methods, so that errors
      // have one form of message.
      PropertySettings settings = new PropertySettings(Settings.system(), environment);
      properties.addTo(settings);
      settings.settings().forEach(builder::setting);
    };
  }

  /** Resolves conflicts of names with other collectors of a shared registry. */
  @Bean
  RegistryConflictResolver upstreamRegistryConflictResolver(
      UpstreamRecorder recorder, ListableBeanFactory beans) {
    return new RegistryConflictResolver(recorder, beans);
  }
}
