package io.upstream.metrics.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheManager;

/** Tests the contract on a real Redis. */
@Tag("full")
class RedisCacheTest extends CacheContract {

  private RedisServer server;

  @Override
  ConfigurableApplicationContext start() {
    try {
      server = RedisServer.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Apps.startLean(CacheProvidersTest.App.class, settings());
  }

  private String[] settings() {
    return new String[] {
      "spring.cache.type=redis",
      "spring.data.redis.host=127.0.0.1",
      "spring.data.redis.port=" + server.port()
    };
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  Class<? extends Cache> type() {
    return RedisCache.class;
  }

  @Override
  boolean answersLater() {
    return true;
  }

  @Test
  void redis_cache_methods_are_still_there() {
    try (ConfigurableApplicationContext context =
        Apps.startLean(CacheProvidersTest.App.class, settings())) {
      RedisCacheManager manager = context.getBean(RedisCacheManager.class);
      RedisCache cache = (RedisCache) manager.getCache("others");
      cache.put("a1", 1);
      cache.put("b1", 1);
      cache.clear("a*");
      assertThat(cache.get("a1")).isNull();
      assertThat(cache.get("b1").get()).isEqualTo(1);
      assertThat(cache.getCacheConfiguration().getAllowCacheNullValues()).isTrue();
      assertThat(cache.getStatistics().getPuts()).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void a_dead_redis_fails_and_counts_nothing() throws IOException {
    RedisServer own = RedisServer.start();
    try (ConfigurableApplicationContext context =
        Apps.startLean(
            CacheProvidersTest.App.class,
            "spring.cache.type=redis",
            "spring.data.redis.timeout=1s",
            "spring.data.redis.host=127.0.0.1",
            "spring.data.redis.port=" + own.port())) {
      Cache cache = context.getBean(CacheManager.class).getCache("claims");
      own.close();
      assertThatThrownBy(() -> cache.get("a")).isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> cache.put("a", 1)).isInstanceOf(RuntimeException.class);
      assertThat(Apps.numbers(context).family("django_cache_get_total")).isEmpty();
      assertThat(Apps.numbers(context).family("django_cache_sets_total")).isEmpty();
    }
  }
}
