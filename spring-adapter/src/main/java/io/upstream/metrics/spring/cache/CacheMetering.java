package io.upstream.metrics.spring.cache;

import io.upstream.metrics.spring.FeatureProperties;
import io.upstream.metrics.spring.RecorderHolder;
import io.upstream.metrics.spring.StartupLog;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;

/** Replaces Spring's own interceptor of cache annotations by one that counts. */
final class CacheMetering implements BeanPostProcessor, PriorityOrdered {

  private static final String WHAT = "the caches of @Cacheable, @CachePut and @CacheEvict";

  private final RecorderHolder recorder;
  private final BeanFactory beans;
  private final Set<String> excluded;

  CacheMetering(RecorderHolder recorder, BeanFactory beans, Environment environment) {
    this.recorder = recorder;
    this.beans = beans;
    this.excluded = new FeatureProperties(environment).names("cache.exclude");
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (!(bean instanceof CacheInterceptor own)) {
      return bean;
    }
    if (bean.getClass() != CacheInterceptor.class) {
      StartupLog.leftAlone(WHAT, "the interceptor is a " + bean.getClass().getName());
      return bean;
    }
    try {
      MeteredCacheInterceptor metered = new MeteredCacheInterceptor(own, recorder, excluded);
      metered.setBeanFactory(beans);
      StartupLog.counted(WHAT, "the interceptor is a subclass of Spring's");
      return metered;
    } catch (RuntimeException | LinkageError e) {
      StartupLog.failed(WHAT, e);
      return bean;
    }
  }
}
