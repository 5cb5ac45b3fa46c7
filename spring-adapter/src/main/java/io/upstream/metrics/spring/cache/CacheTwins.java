package io.upstream.metrics.spring.cache;

import io.upstream.metrics.spring.standin.Advice;
import io.upstream.metrics.spring.standin.StandIn;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.cache.Cache;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.core.NativeDetector;
import org.springframework.core.serializer.support.SerializationDelegate;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Makes a counted cache of the cache's own class, where it is one of those that applications and
 * Actuator ask for by class.
 *
 * <p>Their {@code getName()}, {@code getNativeCache()} and {@code isAllowNullValues()} are final:
 * they run on the twin and answer right because the twin was constructed as the cache itself was,
 * over the same store. Everything that can be overridden goes to the counting cache or, what {@link
 * Cache} does not have, to the cache itself.
 */
final class CacheTwins {

  private static final System.Logger LOG = System.getLogger(CacheTwins.class.getName());

  private CacheTwins() {}

  /** The twin; the counting cache itself where the class is none of those. */
  static Cache of(Cache own, MeteredCache metered) {
    if (NativeDetector.inNativeImage()) {
      return metered;
    }
    try {
      Advice advice = new Counting(metered);
      return switch (own.getClass().getName()) {
        case "org.springframework.cache.caffeine.CaffeineCache" -> Caffeine.twin(own, advice);
        case "org.springframework.cache.concurrent.ConcurrentMapCache" ->
            ConcurrentMap.twin(own, advice);
        case "org.springframework.cache.jcache.JCacheCache" -> JCache.twin(own, advice);
        case "org.springframework.data.redis.cache.RedisCache" -> Redis.twin(own, advice);
        default -> metered;
      };
    } catch (RuntimeException | LinkageError changed) {
      LOG.log(
          Level.WARNING,
          "The cache " + own.getName() + " is counted, but no " + own.getClass() + " any more.",
          changed);
      return metered;
    }
  }

  /** Sends what {@link Cache} declares to the counting cache. */
  private record Counting(MeteredCache metered, Map<Method, Optional<Method>> declared)
      implements Advice {

    Counting(MeteredCache metered) {
      this(metered, new ConcurrentHashMap<>());
    }

    @Override
    public @Nullable Object around(Method method, @Nullable Object[] arguments, Target target)
        throws Throwable {
      Optional<Method> counted = declared.computeIfAbsent(method, Counting::inInterface);
      return counted.isPresent()
          ? AopUtils.invokeJoinpointUsingReflection(metered, counted.get(), arguments)
          : target.call(arguments);
    }

    private static Optional<Method> inInterface(Method method) {
      return Optional.ofNullable(
          ClassUtils.getMethodIfAvailable(
              Cache.class, method.getName(), method.getParameterTypes()));
    }
  }

  // Each linked when it is first used: the application need not have them all.

  private static final class Caffeine {
    static Cache twin(Cache own, Advice advice) {
      CaffeineCache cache = (CaffeineCache) own;
      com.github.benmanes.caffeine.cache.AsyncCache<Object, Object> async = asyncOf(cache);
      return async == null
          ? StandIn.constructed(
              cache,
              advice,
              new Class<?>[] {
                String.class, com.github.benmanes.caffeine.cache.Cache.class, boolean.class
              },
              new Object[] {cache.getName(), cache.getNativeCache(), cache.isAllowNullValues()},
              twin -> {})
          : StandIn.constructed(
              cache,
              advice,
              new Class<?>[] {
                String.class, com.github.benmanes.caffeine.cache.AsyncCache.class, boolean.class
              },
              new Object[] {cache.getName(), async, cache.isAllowNullValues()},
              twin -> {});
    }

    private static com.github.benmanes.caffeine.cache.@Nullable AsyncCache<Object, Object> asyncOf(
        CaffeineCache cache) {
      try {
        return cache.getAsyncCache();
      } catch (IllegalStateException none) {
        return null;
      }
    }
  }

  private static final class ConcurrentMap {
    static Cache twin(Cache own, Advice advice) {
      ConcurrentMapCache cache = (ConcurrentMapCache) own;
      // The twin stores nothing itself; it only has to know whether it is by value.
      SerializationDelegate byValue =
          cache.isStoreByValue()
              ? new SerializationDelegate(cache.getClass().getClassLoader())
              : null;
      return StandIn.constructed(
          cache,
          advice,
          new Class<?>[] {
            String.class,
            java.util.concurrent.ConcurrentMap.class,
            boolean.class,
            SerializationDelegate.class
          },
          new Object[] {
            cache.getName(), cache.getNativeCache(), cache.isAllowNullValues(), byValue
          },
          twin -> {});
    }
  }

  private static final class JCache {
    static Cache twin(Cache own, Advice advice) {
      JCacheCache cache = (JCacheCache) own;
      return StandIn.constructed(
          cache,
          advice,
          new Class<?>[] {javax.cache.Cache.class, boolean.class},
          new Object[] {cache.getNativeCache(), cache.isAllowNullValues()},
          twin -> {});
    }
  }

  private static final class Redis {
    static Cache twin(Cache own, Advice advice) {
      RedisCache cache = (RedisCache) own;
      Method writer = ReflectionUtils.findMethod(RedisCache.class, "getCacheWriter");
      if (writer == null) {
        throw new IllegalStateException("RedisCache has no getCacheWriter()");
      }
      ReflectionUtils.makeAccessible(writer);
      return StandIn.constructed(
          cache,
          advice,
          new Class<?>[] {String.class, RedisCacheWriter.class, RedisCacheConfiguration.class},
          new Object[] {
            cache.getName(),
            ReflectionUtils.invokeMethod(writer, cache),
            cache.getCacheConfiguration()
          },
          twin -> {});
    }
  }
}
