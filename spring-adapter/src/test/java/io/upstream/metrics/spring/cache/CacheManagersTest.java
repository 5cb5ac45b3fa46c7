package io.upstream.metrics.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.upstream.metrics.spring.Apps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.CompositeCacheManager;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.cache.transaction.TransactionAwareCacheManagerProxy;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class CacheManagersTest {

  private static final String GETS = "django_cache_get_total";
  private static final String SETS = "django_cache_sets_total";

  @Test
  void a_manager_is_still_what_it_was_to_whoever_injects_it_by_class() {
    try (ConfigurableApplicationContext context = Apps.startLean(ByClass.class)) {
      CaffeineCacheManager manager = context.getBean(Holder.class).manager;
      assertThat(manager).isSameAs(context.getBean(CacheManager.class));
      manager.registerCustomCache("own", Caffeine.newBuilder().maximumSize(1).build());
      assertThat(manager.getCacheNames()).contains("own");
      manager.getCache("own").put("a", 1);
      manager.getCache("later").get("a"); // made when it is first asked for
      assertThat(Apps.numbers(context).family(SETS)).isEqualTo(Map.of("{backend=\"own\"}", 1.0));
      assertThat(Apps.numbers(context).family(GETS)).isEqualTo(Map.of("{backend=\"later\"}", 1.0));
    }
  }

  @Test
  void a_cache_that_was_replaced_is_not_asked_any_more() {
    try (ConfigurableApplicationContext context = Apps.startLean(ByClass.class)) {
      CaffeineCacheManager manager = context.getBean(CaffeineCacheManager.class);
      manager.registerCustomCache("own", Caffeine.newBuilder().build());
      Cache first = manager.getCache("own");
      first.put("a", 1);
      manager.registerCustomCache("own", Caffeine.newBuilder().build());
      assertThat(manager.getCache("own")).isNotSameAs(first);
      assertThat(manager.getCache("own").get("a")).isNull();
    }
  }

  @Test
  void micrometers_own_numbers_of_caches_stay() {
    try (ConfigurableApplicationContext context =
        Apps.startLean(
            Plain.class,
            "spring.cache.type=caffeine",
            "spring.cache.cache-names=claims",
            "spring.cache.caffeine.spec=recordStats")) {
      context.getBean(CacheManager.class).getCache("claims").get("a");
      assertThat(
              context
                  .getBean(MeterRegistry.class)
                  .get("cache.gets")
                  .tag("cache", "claims")
                  .tag("result", "miss")
                  .functionCounter()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void what_a_rolled_back_transaction_did_not_write_is_not_counted() {
    try (ConfigurableApplicationContext context = Apps.startLean(InTransactions.class)) {
      Cache cache = context.getBean("transactional", CacheManager.class).getCache("claims");
      assertThat(cache).isInstanceOf(TransactionAwareCacheDecorator.class);
      assertThat(((TransactionAwareCacheDecorator) cache).getTargetCache())
          .isInstanceOf(ConcurrentMapCache.class);
      TransactionTemplate transaction = new TransactionTemplate(new Transactions());
      transaction.executeWithoutResult(status -> cache.put("a", 1));
      assertThat(Apps.numbers(context).family(SETS)).isEqualTo(Map.of("{backend=\"claims\"}", 1.0));
      transaction.executeWithoutResult(
          status -> {
            cache.put("b", 1);
            status.setRollbackOnly();
          });
      assertThat(Apps.numbers(context).family(SETS)).isEqualTo(Map.of("{backend=\"claims\"}", 1.0));
    }
  }

  @Test
  void a_manager_over_a_manager_counts_once() {
    try (ConfigurableApplicationContext context = Apps.startLean(Layers.class)) {
      context.getBean("composite", CacheManager.class).getCache("claims").put("a", 1);
      context.getBean("aware", CacheManager.class).getCache("claims").put("a", 1);
      assertThat(Apps.numbers(context).family(SETS)).isEqualTo(Map.of("{backend=\"claims\"}", 2.0));
    }
  }

  @Test
  void a_cache_that_stores_nothing_is_left_alone() {
    try (ConfigurableApplicationContext context =
        Apps.startLean(Plain.class, "spring.cache.type=none")) {
      CacheManager manager = context.getBean(CacheManager.class);
      assertThat(manager).isInstanceOf(NoOpCacheManager.class);
      manager.getCache("claims").get("a");
      assertThat(Apps.numbers(context).family(GETS)).isEmpty();
    }
  }

  @Test
  void a_cache_of_the_applications_own_class_counts_without_that_class() {
    try (ConfigurableApplicationContext context = Apps.startLean(OwnClass.class)) {
      Cache cache = context.getBean(CacheManager.class).getCache("claims");
      cache.put("a", 1);
      assertThat(cache.getNativeCache()).isInstanceOf(Map.class);
      assertThat(Apps.numbers(context).at(SETS + "{backend=\"claims\"}")).isEqualTo(1);
    }
  }

  @Test
  void a_store_by_value_is_still_one() {
    ConcurrentMapCacheManager values = new ConcurrentMapCacheManager();
    values.setStoreByValue(true);
    values.setBeanClassLoader(CacheManagersTest.class.getClassLoader());
    ConcurrentMapCache plain = (ConcurrentMapCache) values.getCache("claims");
    MeteredCache metered = new MeteredCache(plain, call -> {});
    ConcurrentMapCache twin = (ConcurrentMapCache) CacheTwins.of(plain, metered);
    assertThat(twin.isStoreByValue()).isTrue();
    List<String> value = new java.util.ArrayList<>(List.of("x"));
    twin.put("a", value);
    value.add("y");
    assertThat(twin.get("a").get()).isEqualTo(List.of("x"));
  }

  @Test
  void some_caches_or_all_can_be_left_alone() {
    try (ConfigurableApplicationContext context =
        Apps.startLean(
            Plain.class, "spring.cache.type=simple", "upstream.metrics.cache.exclude=drafts")) {
      CacheManager manager = context.getBean(CacheManager.class);
      manager.getCache("drafts").get("a");
      manager.getCache("claims").get("a");
      assertThat(Apps.numbers(context).family(GETS)).containsOnlyKeys("{backend=\"claims\"}");
    }
    try (ConfigurableApplicationContext context =
        Apps.startLean(
            Plain.class, "spring.cache.type=simple", "upstream.metrics.cache.enabled=false")) {
      context.getBean(CacheManager.class).getCache("claims").get("a");
      assertThat(Apps.numbers(context).family(GETS)).isEmpty();
      assertThat(context.getBeansOfType(CacheManagerPostProcessor.class)).isEmpty();
    }
  }

  @Configuration
  @EnableAutoConfiguration
  @EnableCaching
  static class Plain {}

  @Configuration
  static class ByClass extends Plain {
    @Bean
    CaffeineCacheManager caches() {
      return new CaffeineCacheManager();
    }

    @Bean
    Holder holder(CaffeineCacheManager manager) {
      return new Holder(manager);
    }
  }

  record Holder(CaffeineCacheManager manager) {}

  @Configuration
  static class InTransactions extends Plain {
    @Bean
    CacheManager transactional() {
      return new TransactionAwareCacheManagerProxy(new ConcurrentMapCacheManager());
    }
  }

  @Configuration
  static class Layers extends Plain {
    @Bean
    @org.springframework.context.annotation.Primary
    CacheManager plain() {
      return new ConcurrentMapCacheManager();
    }

    @Bean
    CacheManager composite(CacheManager plain) {
      return new CompositeCacheManager(plain);
    }

    @Bean
    CacheManager aware(CacheManager plain) {
      return new TransactionAwareCacheManagerProxy(plain);
    }
  }

  @Configuration
  static class OwnClass extends Plain {
    @Bean
    CacheManager caches() {
      SimpleCacheManager manager = new SimpleCacheManager();
      manager.setCaches(List.of(new Own("claims")));
      return manager;
    }
  }

  /** Not one of Spring's. */
  static class Own extends ConcurrentMapCache {
    Own(String name) {
      super(name);
    }
  }

  /** Transactions over nothing. */
  private static final class Transactions extends AbstractPlatformTransactionManager {
    @Override
    protected Object doGetTransaction() {
      return new Object();
    }

    @Override
    protected void doBegin(
        Object transaction, org.springframework.transaction.TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }
}
