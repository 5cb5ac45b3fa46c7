package io.upstream.metrics.spring.cache;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.spring.standin.StandIn;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.CacheManager;

/**
 * Has the caches of every cache manager counted.
 *
 * <p>The manager keeps its class, and so do the caches of the kinds that Spring brings: whoever
 * injects a {@code CaffeineCacheManager} or casts to {@code RedisCache} gets one.
 */
public final class CacheManagerPostProcessor implements BeanPostProcessor {

  private static final System.Logger LOG =
      System.getLogger(CacheManagerPostProcessor.class.getName());

  private final Supplier<UpstreamRecorder> recorder;
  private final Supplier<Set<String>> excluded;

  /**
   * Counts with a recorder.
   *
   * @param recorder asked for at the first cache manager
   * @param excluded names of caches that are left alone
   */
  public CacheManagerPostProcessor(
      Supplier<UpstreamRecorder> recorder, Supplier<Set<String>> excluded) {
    this.recorder = recorder;
    this.excluded = excluded;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (!(bean instanceof CacheManager) || bean instanceof ScopedObject || StandIn.isOne(bean)) {
      return bean;
    }
    MeteredCaches caches = new MeteredCaches(recorder.get().events(), excluded.get());
    Object standIn =
        StandIn.of(
            bean,
            (method, arguments, target) ->
                method.getName().equals("getCache")
                        && arguments.length == 1
                        && arguments[0] instanceof String name
                    ? caches.metered(name, target.call(arguments))
                    : target.call(arguments));
    if (standIn == null) {
      LOG.log(
          Level.INFO,
          "The caches of {0} are not counted: {1} can be neither extended nor replaced.",
          beanName,
          bean.getClass().getName());
      return bean;
    }
    return standIn;
  }
}
