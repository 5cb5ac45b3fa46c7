package io.upstream.metrics.spring.job;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.AopUtils;

/** Finds the advice of {@code @Async} on a proxy of Spring's. */
final class AsyncAdvice {

  private AsyncAdvice() {}

  /** Returns which methods of a proxy are handed to an executor; null for none. */
  static @Nullable Pointcut of(Advised advised) {
    for (Advisor each : advised.getAdvisors()) {
      if (each instanceof PointcutAdvisor async
          && each.getAdvice() instanceof AsyncExecutionInterceptor) {
        return async.getPointcut();
      }
    }
    return null;
  }

  /** Returns whether a call of a method on a bean only hands it to an executor. */
  static boolean handsOver(Object bean, Method method) {
    Pointcut async = bean instanceof Advised advised ? of(advised) : null;
    Class<?> type = AopUtils.getTargetClass(bean);
    return async != null
        && async.getClassFilter().matches(type)
        && async.getMethodMatcher().matches(AopUtils.getMostSpecificMethod(method, type), type);
  }
}
