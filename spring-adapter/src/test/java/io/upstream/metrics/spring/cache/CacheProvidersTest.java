package io.upstream.metrics.spring.cache;

import io.upstream.metrics.spring.Apps;
import org.junit.jupiter.api.Nested;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.Cache;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests the contract with each provider that needs no server. */
class CacheProvidersTest {

  @Nested
  class Caffeine extends CacheContract {
    @Override
    ConfigurableApplicationContext start() {
      return Apps.startLean(App.class, "spring.cache.type=caffeine");
    }

    @Override
    Class<? extends Cache> type() {
      return CaffeineCache.class;
    }
  }

  @Nested
  class CaffeineThatAnswersLater extends CacheContract {
    @Override
    ConfigurableApplicationContext start() {
      return Apps.startLean(Later.class, "spring.cache.type=caffeine");
    }

    @Override
    Class<? extends Cache> type() {
      return CaffeineCache.class;
    }

    @Override
    boolean answersLater() {
      return true;
    }
  }

  @Nested
  class ConcurrentMap extends CacheContract {
    @Override
    ConfigurableApplicationContext start() {
      return Apps.startLean(App.class, "spring.cache.type=simple");
    }

    @Override
    Class<? extends Cache> type() {
      return ConcurrentMapCache.class;
    }

    @Override
    boolean answersLater() {
      return true;
    }
  }

  @Nested
  class JCache extends CacheContract {
    @Override
    ConfigurableApplicationContext start() {
      return Apps.startLean(
          App.class, "spring.cache.type=jcache", "spring.cache.cache-names=claims");
    }

    @Override
    Class<? extends Cache> type() {
      return JCacheCache.class;
    }
  }

  @Configuration
  @EnableAutoConfiguration
  @EnableCaching
  static class App {
    @Bean
    CacheContract.Claims claims() {
      return new CacheContract.Claims();
    }
  }

  @Configuration
  static class Later extends App {
    @Bean
    CaffeineCacheManager cacheManager() {
      CaffeineCacheManager manager = new CaffeineCacheManager();
      manager.setAsyncCacheMode(true);
      return manager;
    }
  }
}
