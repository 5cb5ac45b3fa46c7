package io.upstream.metrics.spring.cache;

import io.upstream.metrics.UpstreamRecorder;
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

/**
 * Spring's interceptor of {@code @Cacheable}, {@code @CachePut} and {@code @CacheEvict}, which
 * wraps each cache in a {@link MeteredCache} during one call. No cache or cache manager is changed,
 * and an error handler gets the original cache.
 */
final class MeteredCacheInterceptor extends CacheInterceptor {

  private final transient RecorderHolder recorder;
  private final transient Set<String> excluded;
  private final transient Map<String, CacheMeter> meters = new ConcurrentHashMap<>();

  MeteredCacheInterceptor(CacheInterceptor own, RecorderHolder recorder, Set<String> excluded) {
    this.recorder = recorder;
    this.excluded = excluded;
    configure(
        () -> new OwnCaches(own.getErrorHandler()),
        own::getKeyGenerator,
        own::getCacheResolver,
        null);
    setCacheOperationSource(own.getCacheOperationSource());
  }

  @Override
  protected Cache.@Nullable ValueWrapper doGet(Cache cache, Object key) {
    return super.doGet(metered(cache), key);
  }

  @Override
  protected <T> @Nullable T doGet(Cache cache, Object key, Callable<T> loader) {
    return super.doGet(metered(cache), key, loader);
  }

  @Override
  protected @Nullable CompletableFuture<?> doRetrieve(Cache cache, Object key) {
    return super.doRetrieve(metered(cache), key);
  }

  @Override
  protected <T> CompletableFuture<T> doRetrieve(
      Cache cache, Object key, Supplier<CompletableFuture<T>> loader) {
    return super.doRetrieve(metered(cache), key, loader);
  }

  @Override
  protected void doPut(Cache cache, Object key, @Nullable Object value) {
    super.doPut(metered(cache), key, value);
  }

  @Override
  protected void doEvict(Cache cache, Object key, boolean immediate) {
    super.doEvict(metered(cache), key, immediate);
  }

  private Cache metered(Cache cache) {
    UpstreamRecorder available = recorder.get();
    return available == null
            || cache instanceof NoOpCache
            || cache instanceof MeteredCache
            || excluded.contains(cache.getName())
        ? cache
        : new MeteredCache(cache, meter(cache.getName(), available));
  }

  // The meter is made outside the map, because a vocabulary may be an application's code.
  private CacheMeter meter(String name, UpstreamRecorder available) {
    CacheMeter known = meters.get(name);
    if (known != null) {
      return known;
    }
    CacheMeter made = available.events().cache(new CacheName(name));
    CacheMeter other = meters.putIfAbsent(name, made);
    return other == null ? made : other;
  }

  /** Passes the original caches to the application's error handler. */
  private record OwnCaches(CacheErrorHandler handler) implements CacheErrorHandler {

    @Override
    public void handleCacheGetError(RuntimeException failure, Cache cache, Object key) {
      handler.handleCacheGetError(failure, MeteredCache.unwrap(cache), key);
    }

    @Override
    public void handleCachePutError(
        RuntimeException failure, Cache cache, Object key, @Nullable Object value) {
      handler.handleCachePutError(failure, MeteredCache.unwrap(cache), key, value);
    }

    @Override
    public void handleCacheEvictError(RuntimeException failure, Cache cache, Object key) {
      handler.handleCacheEvictError(failure, MeteredCache.unwrap(cache), key);
    }

    @Override
    public void handleCacheClearError(RuntimeException failure, Cache cache) {
      handler.handleCacheClearError(failure, cache);
    }
  }
}
