package io.upstream.metrics.sample.payers;

import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application's caches. */
@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

  @Bean
  CacheManager cacheManager() {
    return new ConcurrentMapCacheManager("payer-profiles");
  }
}
