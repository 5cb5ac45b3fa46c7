package io.upstream.metrics.spring.cache;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.event.CacheCall;
import io.upstream.metrics.event.CacheMeter;
import io.upstream.metrics.label.CacheName;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.AbstractValueAdaptingCache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * A cache that counts the calls to another cache and passes them on: for caches that are used
 * without cache annotations, by JSR-107 annotations or by the application's own interceptor.
 *
 * <pre>{@code
 * Cache claims = MeteredCache.wrap(manager.getCache("claims"), recorder);
 * }</pre>
 *
 * <p>A read that finds a value is a hit, also for a stored null. If the loader runs, the read is a
 * miss, and also a write once the cache accepts the value. Only successful calls are counted.
 * Writes that belong to a transaction count when it commits.
 */
public final class MeteredCache implements Cache {

  private static final boolean HAS_TRANSACTIONS =
      ClassUtils.isPresent(
          "org.springframework.cache.transaction.TransactionAwareCacheDecorator",
          MeteredCache.class.getClassLoader());

  private final Cache own;
  private final CacheMeter meter;

  MeteredCache(Cache own, CacheMeter meter) {
    this.own = own;
    this.meter = meter;
  }

  /** Returns the cache counted under its name; one that is counted already is returned as it is. */
  public static Cache wrap(Cache cache, UpstreamRecorder recorder) {
    return cache instanceof MeteredCache
        ? cache
        : new MeteredCache(cache, recorder.events().cache(new CacheName(cache.getName())));
  }

  static Cache unwrap(Cache cache) {
    return cache instanceof MeteredCache metered ? metered.own : cache;
  }

  @Override
  public String getName() {
    return own.getName();
  }

  @Override
  public Object getNativeCache() {
    return own.getNativeCache();
  }

  @Override
  public @Nullable ValueWrapper get(Object key) {
    ValueWrapper found = own.get(key);
    read(found != null);
    return found;
  }

  /**
   * Returns the value of a key. Null means either that there was no value or that the value was
   * null. If the cache uses the method that Spring's caches share, reading the wrapper is
   * equivalent and tells the two apart.
   */
  @Override
  public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
    boolean isShared =
        ClassUtils.getMethod(own.getClass(), "get", Object.class, Class.class).getDeclaringClass()
            == AbstractValueAdaptingCache.class;
    if (!isShared) {
      T value = own.get(key, type);
      read(value != null);
      return value;
    }
    ValueWrapper found = get(key);
    Object value = found == null ? null : found.get();
    if (value != null && type != null && !type.isInstance(value)) {
      return own.get(key, type); // throws with the cache's own message
    }
    @SuppressWarnings("unchecked") // without a type, the caller is responsible for the cast
    T typed = (T) value;
    return typed;
  }

  @Override
  public <T> @Nullable T get(Object key, Callable<T> loader) {
    LoaderCall call = new LoaderCall();
    T value;
    try {
      value = own.get(key, call.observed(loader));
    } catch (ValueRetrievalException failure) {
      read(false);
      // The exception names the caller's loader.
      throw new ValueRetrievalException(key, loader, failure.getCause());
    } catch (Throwable failure) {
      if (call.happened()) {
        read(false);
      }
      throw failure;
    }
    loadedOrFound(call.happened());
    return value;
  }

  @Override
  public @Nullable CompletableFuture<?> retrieve(Object key) {
    CompletableFuture<?> found = own.retrieve(key);
    if (found == null) {
      read(false);
      return null;
    }
    var unused =
        found.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                read(value != null);
              }
            });
    return found;
  }

  @Override
  public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> loader) {
    LoaderCall call = new LoaderCall();
    CompletableFuture<T> value = own.retrieve(key, call.observed(loader));
    var unused =
        value.whenComplete(
            (any, failure) -> {
              if (failure == null) {
                loadedOrFound(call.happened());
              } else if (call.happened()) {
                read(false);
              }
            });
    return value;
  }

  @Override
  public void put(Object key, @Nullable Object value) {
    own.put(key, value);
    recordAtCommit(CacheCall.SET);
  }

  @Override
  public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
    ValueWrapper there = own.putIfAbsent(key, value);
    if (there == null) {
      meter.record(CacheCall.SET);
    }
    return there;
  }

  @Override
  public void evict(Object key) {
    own.evict(key);
    recordAtCommit(CacheCall.DELETE);
  }

  /** Counts as {@link #evict} does, because false does not mean that there was no value. */
  @Override
  public boolean evictIfPresent(Object key) {
    boolean present = own.evictIfPresent(key);
    meter.record(CacheCall.DELETE);
    return present;
  }

  @Override
  public void clear() {
    own.clear();
  }

  @Override
  public boolean invalidate() {
    return own.invalidate();
  }

  @Override
  public String toString() {
    return own.toString();
  }

  private void read(boolean found) {
    meter.record(found ? CacheCall.HIT : CacheCall.MISS);
  }

  private void loadedOrFound(boolean loaded) {
    read(!loaded);
    if (loaded) {
      meter.record(CacheCall.SET);
    }
  }

  private void recordAtCommit(CacheCall call) {
    if (HAS_TRANSACTIONS && Transactions.defers(own)) {
      Transactions.atCommit(() -> meter.record(call));
    } else {
      meter.record(call);
    }
  }

  /** Remembers whether the cache called the caller's loader, on any thread. */
  private static final class LoaderCall {

    private volatile boolean happened;

    boolean happened() {
      return happened;
    }

    <T> Callable<T> observed(Callable<T> loader) {
      return () -> {
        happened = true;
        return loader.call();
      };
    }

    <T> Supplier<CompletableFuture<T>> observed(Supplier<CompletableFuture<T>> loader) {
      return () -> {
        happened = true;
        return loader.get();
      };
    }
  }

  /**
   * The code that needs spring-tx and spring-context-support. The JVM links it only if they are on
   * the class path.
   */
  private static final class Transactions {

    static boolean defers(Cache cache) {
      return cache instanceof TransactionAwareCacheDecorator
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
