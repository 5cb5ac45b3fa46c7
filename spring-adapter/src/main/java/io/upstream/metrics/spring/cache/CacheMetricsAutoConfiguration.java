package io.upstream.metrics.spring.cache;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.spring.boot.RecorderAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Counts the caches of every {@code CacheManager} bean. */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnBean(UpstreamRecorder.class)
@ConditionalOnProperty(name = "upstream.metrics.cache.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CacheMetricsProperties.class)
public class CacheMetricsAutoConfiguration {

  /** Static, and with providers: it is there before the beans that it looks at. */
  @Bean
  @ConditionalOnMissingBean
  public static CacheManagerPostProcessor upstreamCacheManagerPostProcessor(
      ObjectProvider<UpstreamRecorder> recorder,
      ObjectProvider<CacheMetricsProperties> properties) {
    return new CacheManagerPostProcessor(
        recorder::getObject, () -> properties.getObject().exclude());
  }
}
