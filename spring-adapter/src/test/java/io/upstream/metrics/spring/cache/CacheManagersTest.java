package io.upstream.metrics.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.spring.Apps;
import io.upstream.metrics.spring.Logged;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.LoggingCacheErrorHandler;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.cache.transaction.TransactionAwareCacheManagerProxy;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class CacheManagersTest {

  private static final String GETS = "django_cache_get_total";
  private static final String SETS = "django_cache_sets_total";
  private static final Map<String, Double> ONE = Map.of("{backend=\"claims\"}", 1.0);

  @RegisterExtension final Logged log = new Logged();

  private ConfigurableApplicationContext context;

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void managers_and_caches_keep_their_classes() {
    start(OwnClass.class);
    claims().find("a");
    assertThat(context.getBean(CacheManager.class).getClass()).isEqualTo(SimpleCacheManager.class);
    assertThat(cache().getClass()).isEqualTo(Own.class);
    assertThat(family(GETS)).isEqualTo(ONE);
  }

  @Test
  void micrometers_own_numbers_of_caches_stay() {
    start(
        Plain.class,
        "spring.cache.type=caffeine",
        "spring.cache.cache-names=claims",
        "spring.cache.caffeine.spec=recordStats");
    claims().find("a");
    assertThat(
            context
                .getBean(MeterRegistry.class)
                .get("cache.gets")
                .tag("cache", "claims")
                .tag("result", "miss")
                .functionCounter()
                .count())
        .isEqualTo(1);
    assertThat(family(GETS)).isEqualTo(ONE);
  }

  @Test
  void a_rolled_back_write_is_not_counted() {
    start(InTransactions.class);
    TransactionTemplate transaction = new TransactionTemplate(new Transactions());
    transaction.executeWithoutResult(status -> claims().store("a"));
    assertThat(family(SETS)).isEqualTo(ONE);
    transaction.executeWithoutResult(
        status -> {
          claims().store("b");
          status.setRollbackOnly();
        });
    assertThat(family(SETS)).isEqualTo(ONE);
  }

  @Test
  void a_wrapped_cache_counts_writes_at_commit() {
    start(InTransactions.class);
    Cache wrapped = MeteredCache.wrap(cache(), context.getBean(UpstreamRecorder.class));
    TransactionTemplate transaction = new TransactionTemplate(new Transactions());
    transaction.executeWithoutResult(
        status -> {
          wrapped.put("b", "1");
          status.setRollbackOnly();
        });
    assertThat(family(SETS)).isEmpty();
    transaction.executeWithoutResult(status -> wrapped.put("b", "1"));
    assertThat(family(SETS)).isEqualTo(ONE);
  }

  @Test
  void a_failing_synchronized_method_is_a_miss() {
    start(Plain.class, "spring.cache.type=simple");
    assertThatThrownBy(() -> claims().fail("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a");
    assertThat(family(GETS)).isEqualTo(ONE);
    assertThat(family("django_cache_misses_total")).isEqualTo(ONE);
    assertThat(family(SETS)).isEmpty();
  }

  @Test
  void error_handlers_see_the_cache_itself() {
    start(Told.class);
    assertThat(claims().find("a")).isEqualTo("claim a");
    assertThat(context.getBean(Told.class).told).isNotEmpty().containsOnly(cache());
  }

  @Test
  void the_manager_of_one_operation_counts_too() {
    start(TwoManagers.class);
    context.getBean(Elsewhere.class).find("a");
    assertThat(family(GETS)).isEqualTo(ONE);
    assertThat(context.getBean("other", CacheManager.class).getCache("claims").get("a"))
        .isNotNull();
    claims().find("a");
    assertThat(family(GETS)).as("of both").isEqualTo(Map.of("{backend=\"claims\"}", 2.0));
  }

  @Test
  void annotations_of_jsr_107_do_not_count() {
    start(Standard.class, "spring.cache.type=simple");
    Standard.Jsr107 bean = context.getBean(Standard.Jsr107.class);
    bean.find("a");
    bean.find("a");
    assertThat(bean.calls()).as("the cache works").isOne();
    assertThat(family(GETS)).isEmpty();
  }

  @Test
  void a_failed_cache_call_is_not_counted() {
    start(Broken.class);
    assertThat(claims().find("a")).isEqualTo("claim a");
    assertThat(family(GETS)).isEmpty();
    assertThat(family(SETS)).isEmpty();
  }

  @Test
  void a_failure_without_a_handler_is_thrown_unchanged() {
    start(BrokenWithoutHandler.class);
    assertThatThrownBy(() -> claims().find("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("on purpose");
  }

  @Test
  void a_cache_that_stores_nothing_is_not_counted() {
    start(Plain.class, "spring.cache.type=none");
    claims().find("a");
    assertThat(family(GETS)).isEmpty();
  }

  @Test
  void a_wrapped_cache_behind_annotations_counts_once() {
    start(Wrapped.class);
    claims().find("a");
    assertThat(family(GETS)).isEqualTo(ONE);
    assertThat(family(SETS)).isEqualTo(ONE);
  }

  @Test
  void an_own_interceptor_is_kept_and_logged() {
    start(OwnInterceptor.class);
    claims().find("a");
    assertThat(family(GETS)).isEmpty();
    assertThat(log.messages().toString())
        .contains(
            "Metrics leave the caches of @Cacheable, @CachePut and @CacheEvict alone: the"
                + " interceptor is a "
                + Interceptor.class.getName());
  }

  @Test
  void one_cache_or_all_can_be_excluded() {
    start(Plain.class, "spring.cache.type=simple", "upstream.metrics.cache.exclude=claims");
    claims().find("a");
    assertThat(family(GETS)).isEmpty();
    context.close();
    start(Plain.class, "spring.cache.type=simple", "upstream.metrics.cache.enabled=false");
    claims().find("a");
    assertThat(family(GETS)).isEmpty();
    assertThat(context.getBean(CacheInterceptor.class).getClass())
        .isEqualTo(CacheInterceptor.class);
  }

  private void start(Class<?> configuration, String... properties) {
    context = Apps.startLean(configuration, properties);
  }

  private Claims claims() {
    return context.getBean(Claims.class);
  }

  private Cache cache() {
    return context.getBean(CacheManager.class).getCache("claims");
  }

  private Map<String, Double> family(String name) {
    return Apps.numbers(context).family(name);
  }

  static class Claims {
    @Cacheable("claims")
    public String find(String id) {
      return "claim " + id;
    }

    @CachePut("claims")
    public String store(String id) {
      return "claim " + id;
    }

    @Cacheable(cacheNames = "claims", sync = true)
    public String fail(String id) {
      throw new IllegalArgumentException(id);
    }
  }

  static class Elsewhere {
    @Cacheable(cacheNames = "claims", cacheManager = "other")
    public String find(String id) {
      return "claim " + id;
    }
  }

  @Configuration
  @EnableAutoConfiguration
  @EnableCaching
  static class Plain {
    @Bean
    Claims claims() {
      return new Claims();
    }
  }

  @Configuration
  static class Standard extends Plain {
    @Bean
    Jsr107 standard() {
      return new Jsr107(new AtomicInteger());
    }

    static class Jsr107 {
      final AtomicInteger calls;

      Jsr107(AtomicInteger calls) {
        this.calls = calls;
      }

      public int calls() {
        return calls.get();
      }

      @CacheResult(cacheName = "claims")
      public String find(String id) {
        calls.incrementAndGet();
        return "claim " + id;
      }
    }
  }

  @Configuration
  static class InTransactions extends Plain {
    @Bean
    CacheManager transactional() {
      return new TransactionAwareCacheManagerProxy(new ConcurrentMapCacheManager());
    }
  }

  @Configuration
  static class TwoManagers extends Plain {
    @Bean
    @Primary
    CacheManager plain() {
      return new ConcurrentMapCacheManager();
    }

    @Bean
    CacheManager other() {
      return new CaffeineCacheManager();
    }

    @Bean
    Elsewhere elsewhere() {
      return new Elsewhere();
    }
  }

  @Configuration
  static class OwnClass extends Plain {
    @Bean
    CacheManager caches() {
      return managerOf(new Own("claims"));
    }
  }

  @Configuration
  static class Wrapped extends Plain {
    @Bean
    CacheManager caches(UpstreamRecorder recorder) {
      return managerOf(MeteredCache.wrap(new Own("claims"), recorder));
    }
  }

  @Configuration
  static class BrokenWithoutHandler extends Plain {
    @Bean
    CacheManager caches() {
      return managerOf(new FailingCache("claims"));
    }
  }

  @Configuration
  static class Broken extends BrokenWithoutHandler implements CachingConfigurer {
    @Override
    public CacheErrorHandler errorHandler() {
      return new LoggingCacheErrorHandler();
    }
  }

  @Configuration
  static class Told extends BrokenWithoutHandler implements CachingConfigurer {
    final List<Cache> told = new java.util.ArrayList<>();

    @Override
    public CacheErrorHandler errorHandler() {
      return new LoggingCacheErrorHandler() {
        @Override
        public void handleCacheGetError(RuntimeException failure, Cache cache, Object key) {
          told.add(cache);
        }

        @Override
        public void handleCachePutError(
            RuntimeException failure, Cache cache, Object key, Object value) {
          told.add(cache);
        }
      };
    }
  }

  @Configuration
  static class OwnInterceptor extends Plain {
    @Bean
    CacheManager caches() {
      return new ConcurrentMapCacheManager();
    }

    @Bean
    @Primary
    Interceptor ownInterceptor(CacheOperationSource operations) {
      Interceptor interceptor = new Interceptor();
      interceptor.setCacheOperationSource(operations);
      return interceptor;
    }
  }

  static class Interceptor extends CacheInterceptor {}

  static CacheManager managerOf(Cache cache) {
    SimpleCacheManager manager = new SimpleCacheManager();
    manager.setCaches(List.of(cache));
    return manager;
  }

  /** Not one of Spring's. */
  static class Own extends ConcurrentMapCache {
    Own(String name) {
      super(name);
    }
  }

  static class FailingCache extends Own {
    FailingCache(String name) {
      super(name);
    }

    @Override
    protected Object lookup(Object key) {
      throw new IllegalStateException("on purpose");
    }

    @Override
    public void put(Object key, Object value) {
      throw new IllegalStateException("on purpose");
    }
  }

  /** Transactions over nothing. */
  private static final class Transactions extends AbstractPlatformTransactionManager {
    @Override
    protected Object doGetTransaction() {
      return new Object();
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }
}
