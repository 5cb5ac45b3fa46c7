package io.upstream.metrics.spring.cache;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.CacheCall;
import io.upstream.metrics.event.CacheMeter;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.spring.RecorderHolder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.support.NoOpCache;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Spring's interceptor of {@code @Cacheable}, {@code @CachePut} and {@code @CacheEvict}, which also
 * counts what it asks of a cache. No cache and no manager is touched.
 *
 * <p>A stored null is a hit. A call that the cache failed is not counted. What a transaction writes
 * counts when it commits.
 */
final class MeteredCacheInterceptor extends CacheInterceptor {

  private static final boolean TRANSACTIONS =
      ClassUtils.isPresent(
          "org.springframework.cache.transaction.TransactionAwareCacheDecorator",
          MeteredCacheInterceptor.class.getClassLoader());

  /** Spring asks for the error handler where a cache failed, and nowhere else. */
  private static final ThreadLocal<boolean @Nullable []> FAILED = new ThreadLocal<>();

  private final transient RecorderHolder recorder;
  private final transient Set<String> excluded;
  private final transient Map<String, CacheMeter> meters = new ConcurrentHashMap<>();

  MeteredCacheInterceptor(CacheInterceptor own, RecorderHolder recorder, Set<String> excluded) {
    this.recorder = recorder;
    this.excluded = excluded;
    configure(own::getErrorHandler, own::getKeyGenerator, own::getCacheResolver, null);
    setCacheOperationSource(own.getCacheOperationSource());
  }

  @Override
  public CacheErrorHandler getErrorHandler() {
    boolean[] failed = FAILED.get();
    if (failed != null) {
      failed[0] = true;
    }
    return super.getErrorHandler();
  }

  /** Runs a call to a cache and returns whether the cache failed. */
  private static boolean fails(Runnable call) {
    boolean @Nullable [] outer = FAILED.get();
    boolean[] failed = {false};
    FAILED.set(failed);
    try {
      call.run();
    } finally {
      if (outer == null) {
        FAILED.remove();
      } else {
        FAILED.set(outer);
      }
    }
    return failed[0];
  }

  @Override
  protected Cache.@Nullable ValueWrapper doGet(Cache cache, Object key) {
    Cache.@Nullable ValueWrapper[] found = new Cache.ValueWrapper[1];
    if (!fails(() -> found[0] = super.doGet(cache, key))) {
      record(cache, found[0] != null ? CacheCall.HIT : CacheCall.MISS);
    }
    return found[0];
  }

  @Override
  protected <T> @Nullable T doGet(Cache cache, Object key, Callable<T> loader) {
    LoaderCall call = new LoaderCall();
    T value;
    try {
      value = super.doGet(cache, key, call.noting(loader));
    } catch (Throwable failure) {
      if (call.happened()) {
        record(cache, CacheCall.MISS);
      }
      throw failure;
    }
    loadedOrFound(cache, call.happened());
    return value;
  }

  @Override
  protected @Nullable CompletableFuture<?> doRetrieve(Cache cache, Object key) {
    @Nullable CompletableFuture<?>[] found = new CompletableFuture<?>[1];
    if (fails(() -> found[0] = super.doRetrieve(cache, key))) {
      return found[0];
    }
    CompletableFuture<?> later = found[0];
    if (later == null) {
      record(cache, CacheCall.MISS);
      return null;
    }
    var unused =
        later.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                record(cache, value != null ? CacheCall.HIT : CacheCall.MISS);
              }
            });
    return later;
  }

  @Override
  protected <T> CompletableFuture<T> doRetrieve(
      Cache cache, Object key, Supplier<CompletableFuture<T>> loader) {
    LoaderCall call = new LoaderCall();
    CompletableFuture<T> value = super.doRetrieve(cache, key, call.noting(loader));
    var unused =
        value.whenComplete(
            (any, failure) -> {
              if (failure == null) {
                loadedOrFound(cache, call.happened());
              } else if (call.happened()) {
                record(cache, CacheCall.MISS);
              }
            });
    return value;
  }

  @Override
  protected void doPut(Cache cache, Object key, @Nullable Object value) {
    if (!fails(() -> super.doPut(cache, key, value))) {
      recordAtCommit(cache, CacheCall.SET);
    }
  }

  @Override
  protected void doEvict(Cache cache, Object key, boolean immediate) {
    if (fails(() -> super.doEvict(cache, key, immediate))) {
      return;
    }
    if (immediate) {
      record(cache, CacheCall.DELETE);
    } else {
      recordAtCommit(cache, CacheCall.DELETE);
    }
  }

  private void loadedOrFound(Cache cache, boolean loaded) {
    record(cache, loaded ? CacheCall.MISS : CacheCall.HIT);
    if (loaded) {
      record(cache, CacheCall.SET);
    }
  }

  private void recordAtCommit(Cache cache, CacheCall call) {
    if (TRANSACTIONS && Transactions.defers(cache)) {
      Transactions.atCommit(() -> record(cache, call));
    } else {
      record(cache, call);
    }
  }

  private void record(Cache cache, CacheCall call) {
    UpstreamRecorder available = recorder.get();
    if (available != null
        && !(cache instanceof NoOpCache)
        && !(cache instanceof MeteredCache)
        && !excluded.contains(cache.getName())) {
      meter(cache.getName(), available).record(call);
    }
  }

  // Made outside the map: a vocabulary may be an application's code.
  private CacheMeter meter(String name, UpstreamRecorder available) {
    CacheMeter known = meters.get(name);
    if (known != null) {
      return known;
    }
    CacheMeter made = available.events().cache(new CacheName(name));
    CacheMeter other = meters.putIfAbsent(name, made);
    return other == null ? made : other;
  }

  /** Linked only where spring-tx and spring-context-support are. */
  private static final class Transactions {

    static boolean defers(Cache cache) {
      return cache instanceof org.springframework.cache.transaction.TransactionAwareCacheDecorator
          && TransactionSynchronizationManager.isSynchronizationActive();
    }

    static void atCommit(Runnable record) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              record.run();
            }
          });
    }
  }
}
