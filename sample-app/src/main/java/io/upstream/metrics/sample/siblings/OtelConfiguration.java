package io.upstream.metrics.sample.siblings;

import io.upstream.metrics.event.Vocabulary;
import io.upstream.metrics.vocabularies.otel.OtelVocabulary;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** OpenTelemetry's names, beside the platform's own or a sibling's. */
@Configuration(proxyBeanMethods = false)
@Profile("otel")
class OtelConfiguration {

  @Bean
  Vocabulary otelVocabulary() {
    return new OtelVocabulary();
  }

  /**
   * Returns the platform's vocabulary. Both vocabularies are beans, because a bean of one replaces
   * the standard vocabulary.
   */
  @Bean
  @Profile("!fiko & !module")
  Vocabulary upstreamVocabulary() {
    return Vocabulary.UPSTREAM;
  }
}
