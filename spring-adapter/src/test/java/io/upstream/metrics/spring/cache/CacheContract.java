package io.upstream.metrics.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.spring.Apps;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests the caches of any provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CacheContract {

  private ConfigurableApplicationContext context;
  private Cache own;
  private Cache cache;
  private CacheCounts counts;

  abstract ConfigurableApplicationContext start();

  /** Spring's class of the caches. */
  abstract Class<? extends Cache> type();

  boolean answersLater() {
    return false;
  }

  @BeforeAll
  void begin() {
    context = start();
  }

  @AfterAll
  void end() {
    if (context != null) {
      context.close();
    }
  }

  @BeforeEach
  void empty() {
    own = context.getBean(CacheManager.class).getCache("claims");
    own.clear();
    cache = MeteredCache.wrap(own, context.getBean(UpstreamRecorder.class));
    counts = new CacheCounts("claims", () -> Apps.numbers(context));
  }

  @Test
  void a_stored_null_is_a_hit() {
    assertThat(cache.get("a")).isNull();
    counts.moved(0, 1, 0, 0);
    cache.put("a", "1");
    counts.moved(0, 0, 1, 0);
    assertThat(cache.get("a").get()).isEqualTo("1");
    counts.moved(1, 0, 0, 0);
    cache.put("b", null);
    assertThat(cache.get("b").get()).isNull();
    counts.moved(1, 0, 1, 0);
  }

  @Test
  void a_typed_read_distinguishes_null_from_absent() {
    assertThat(cache.get("a", String.class)).isNull();
    counts.moved(0, 1, 0, 0);
    cache.put("a", "1");
    assertThat(cache.get("a", String.class)).isEqualTo("1");
    counts.moved(1, 0, 1, 0);
    cache.put("b", null);
    assertThat(cache.get("b", String.class)).isNull();
    counts.moved(1, 0, 1, 0);
  }

  @Test
  void a_typed_read_of_another_type_throws() {
    cache.put("a", "1");
    assertThatThrownBy(() -> cache.get("a", Integer.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Integer");
  }

  @Test
  void a_loader_call_counts_miss_and_set() {
    assertThat(cache.get("a", () -> "1")).isEqualTo("1");
    counts.moved(0, 1, 1, 0);
    assertThat(cache.get("a", () -> "2")).isEqualTo("1");
    counts.moved(1, 0, 0, 0);
    assertThat(cache.<String>get("b", () -> null)).isNull();
    counts.moved(0, 1, 1, 0);
    assertThat(cache.get("b", () -> "2")).isNull();
    counts.moved(1, 0, 0, 0);
  }

  @Test
  void a_failing_loader_is_a_miss_and_throws() {
    IllegalStateException cause = new IllegalStateException("no claims");
    Callable<String> loader =
        () -> {
          throw cause;
        };
    assertThatThrownBy(() -> cache.get("a", loader))
        .isInstanceOf(Cache.ValueRetrievalException.class)
        .hasMessageContaining(loader.toString())
        .hasCause(cause);
    counts.moved(0, 1, 0, 0);
  }

  @Test
  void put_if_absent_counts_when_it_stores() {
    assertThat(cache.putIfAbsent("a", "1")).isNull();
    counts.moved(0, 0, 1, 0);
    assertThat(cache.putIfAbsent("a", "2").get()).isEqualTo("1");
    counts.moved(0, 0, 0, 0);
  }

  @Test
  void keyed_evictions_are_deletes_clearing_is_not() {
    cache.put("a", "1");
    cache.evict("a");
    counts.moved(0, 0, 1, 1);
    cache.put("a", "1");
    cache.evictIfPresent("a");
    counts.moved(0, 0, 1, 1);
    cache.put("a", "1");
    cache.clear();
    cache.put("a", "1");
    cache.invalidate();
    counts.moved(0, 0, 2, 0);
    assertThat(cache.get("a")).isNull();
  }

  @Test
  void a_deferred_read_counts_when_it_completes() {
    if (!answersLater()) {
      assertThatThrownBy(() -> cache.retrieve("a"))
          .isInstanceOfAny(UnsupportedOperationException.class, IllegalStateException.class);
      counts.moved(0, 0, 0, 0);
      return;
    }
    CompletableFuture<?> nothing = cache.retrieve("a");
    assertThat(nothing == null ? null : nothing.join()).isNull();
    counts.awaitRead();
    counts.moved(0, 1, 0, 0);
    CompletableFuture<String> slow = new CompletableFuture<>();
    CompletableFuture<String> loaded = cache.retrieve("a", () -> slow);
    slow.complete("1");
    assertThat(loaded.join()).isEqualTo("1");
    counts.awaitRead();
    counts.moved(0, 1, 1, 0);
    assertThat(cache.retrieve("a", () -> CompletableFuture.completedFuture("2")).join())
        .isEqualTo("1");
    counts.awaitRead();
    counts.moved(1, 0, 0, 0);
    assertThat(cache.retrieve("a").join()).isNotNull();
    counts.awaitRead();
    counts.moved(1, 0, 0, 0);
  }

  @Test
  void annotated_methods_count_as_what_they_do() {
    Claims claims = context.getBean(Claims.class);
    claims.find("a");
    counts.moved(0, 1, 1, 0);
    claims.find("a");
    counts.moved(1, 0, 0, 0);
    claims.findAtOnce("b");
    counts.moved(0, 1, 1, 0);
    claims.findAtOnce("b");
    counts.moved(1, 0, 0, 0);
    claims.store("c");
    counts.moved(0, 0, 1, 0);
    claims.forget("a");
    counts.moved(0, 0, 0, 1);
    claims.forgetAll();
    counts.moved(0, 0, 0, 0);
    claims.find("nothing");
    claims.find("nothing");
    counts.moved(1, 1, 1, 0);
  }

  @Test
  void the_managers_cache_is_untouched() {
    assertThat(own.getClass()).isEqualTo(type());
    assertThat(context.getBean(CacheManager.class).getCache("claims")).isSameAs(own);
    own.put("a", "1");
    counts.moved(0, 0, 0, 0);
  }

  @Test
  void a_wrapped_cache_behaves_like_the_cache() {
    assertThat(cache.getName()).isEqualTo("claims");
    assertThat(cache.getNativeCache()).isSameAs(own.getNativeCache());
    assertThat(MeteredCache.wrap(cache, context.getBean(UpstreamRecorder.class))).isSameAs(cache);
  }

  /** A service with cached methods. */
  static class Claims {
    @Cacheable("claims")
    public String find(String id) {
      return id.equals("nothing") ? null : "claim " + id;
    }

    @Cacheable(cacheNames = "claims", sync = true)
    public String findAtOnce(String id) {
      return "claim " + id;
    }

    @CachePut("claims")
    public String store(String id) {
      return "claim " + id;
    }

    @CacheEvict("claims")
    public void forget(String id) {}

    @CacheEvict(cacheNames = "claims", allEntries = true)
    public void forgetAll() {}
  }
}
