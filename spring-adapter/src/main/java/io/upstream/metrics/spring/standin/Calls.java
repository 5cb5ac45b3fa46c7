package io.upstream.metrics.spring.standin;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;

/** Leads the calls of one stand-in to the advice, and keeps its identity. */
final class Calls implements MethodInterceptor {

  private final Object target;
  private final Advice advice;
  private volatile boolean live;

  Calls(Object target, Advice advice, boolean live) {
    this.target = target;
    this.advice = advice;
    this.live = live;
  }

  void live() {
    live = true;
  }

  @Override
  public @Nullable Object intercept(
      Object self, Method method, @Nullable Object[] arguments, MethodProxy own) throws Throwable {
    return live ? answer(self, method, arguments) : own.invokeSuper(self, arguments);
  }

  @Nullable Object answer(Object self, Method method, @Nullable Object[] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == HasTarget.class) {
      return target;
    }
    if (method.getName().equals("equals")
        && arguments.length == 1
        && method.getParameterTypes()[0] == Object.class) {
      Object other = arguments[0];
      return self == other
          || target.equals(other instanceof HasTarget o ? o.upstreamTarget() : other);
    }
    if (method.getName().equals("finalize") && arguments.length == 0) {
      return null; // the target's own business
    }
    return advice.around(
        method,
        arguments,
        changed -> AopUtils.invokeJoinpointUsingReflection(target, method, changed));
  }
}
