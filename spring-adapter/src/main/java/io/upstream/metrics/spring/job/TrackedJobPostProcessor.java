package io.upstream.metrics.spring.job;

import io.upstream.metrics.UpstreamRecorder;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.Pointcuts;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Counts the calls of {@link TrackedJob} methods, and of those that Spring runs asynchronously.
 *
 * <p>A proxy that is there is used. Behind {@code @Async}'s interceptor is the thread that does the
 * work, so we count there; before it is the thread that hands over, so that the executor does not
 * count the same work as a task of its own.
 *
 * <p>It has no order on purpose: those that have one, {@code @Async}'s among them, come before.
 */
public final class TrackedJobPostProcessor implements BeanPostProcessor {

  private static final Pointcut TRACKED =
      new AnnotationMatchingPointcut(null, TrackedJob.class, true);

  private static final MethodInterceptor HANDING_OVER =
      call -> {
        boolean before = JobThread.handingOver(true);
        try {
          return call.proceed();
        } finally {
          JobThread.handingOver(before);
        }
      };

  private final JobInterceptor interceptor;

  /**
   * Counts with a recorder.
   *
   * @param recorder asked for at each job
   * @param beans what customer expressions may speak of
   */
  public TrackedJobPostProcessor(Supplier<UpstreamRecorder> recorder, BeanFactory beans) {
    this.interceptor = new JobInterceptor(recorder, new CustomerExpressions(beans));
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof AopInfrastructureBean) {
      return bean;
    }
    Class<?> type = AopUtils.getTargetClass(bean);
    boolean tracked = hasTracked(type);
    if (bean instanceof Advised advised && !advised.isFrozen()) {
      Pointcut async = asyncMethods(advised);
      if (async != null) {
        advised.addAdvisor(0, new DefaultPointcutAdvisor(async, HANDING_OVER));
        advised.addAdvisor(
            new DefaultPointcutAdvisor(
                tracked ? Pointcuts.union(async, TRACKED) : async, interceptor));
      } else if (tracked) {
        advised.addAdvisor(new DefaultPointcutAdvisor(TRACKED, interceptor));
      }
      return bean;
    }
    return tracked ? proxied(bean) : bean;
  }

  private Object proxied(Object bean) {
    ProxyFactory factory = new ProxyFactory();
    factory.setTarget(bean);
    factory.setInterfaces(bean.getClass().getInterfaces());
    factory.setProxyTargetClass(true);
    factory.addAdvisor(new DefaultPointcutAdvisor(TRACKED, interceptor));
    return factory.getProxy(bean.getClass().getClassLoader());
  }

  /** Whether there are any; their expressions are read now, so that a malformed one stops us. */
  private boolean hasTracked(Class<?> type) {
    if (!AnnotationUtils.isCandidateClass(type, TrackedJob.class)) {
      return false;
    }
    var methods =
        MethodIntrospector.selectMethods(
            type,
            (Method method) ->
                AnnotatedElementUtils.hasAnnotation(method, TrackedJob.class) ? method : null);
    methods.keySet().forEach(method -> interceptor.job(method, type));
    return !methods.isEmpty();
  }

  private static @Nullable Pointcut asyncMethods(Advised advised) {
    for (Advisor advisor : advised.getAdvisors()) {
      if (advisor instanceof PointcutAdvisor pointed
          && advisor.getAdvice() instanceof AsyncExecutionInterceptor) {
        return pointed.getPointcut();
      }
    }
    return null;
  }
}
