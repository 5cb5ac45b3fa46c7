package io.upstream.metrics.spring.cache;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.spring.RecorderHolder;
import io.upstream.metrics.spring.boot.RecorderAutoConfiguration;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Counts what cache annotations ask of caches. */
@AutoConfiguration(after = RecorderAutoConfiguration.class)
@ConditionalOnBean(UpstreamRecorder.class)
@ConditionalOnProperty(name = "upstream.metrics.cache.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CacheMetricsProperties.class)
public class CacheMetricsAutoConfiguration {

  /** Static, and without beans: it is there before the bean that it looks for. */
  @Bean
  @ConditionalOnMissingBean
  public static CacheMetering upstreamCacheMetering(
      RecorderHolder recorder, BeanFactory beans, Environment environment) {
    CacheMetricsProperties properties =
        Binder.get(environment)
            .bindOrCreate("upstream.metrics.cache", CacheMetricsProperties.class);
    return new CacheMetering(recorder, beans, properties.exclude());
  }
}
