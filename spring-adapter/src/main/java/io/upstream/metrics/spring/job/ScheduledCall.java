package io.upstream.metrics.spring.job;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The call that the scheduler makes on this thread and counts, so that no proxy counts it again.
 */
final class ScheduledCall {

  private static final ThreadLocal<@Nullable Method> METHOD = new ThreadLocal<>();

  private ScheduledCall() {}

  static void begin(Method method) {
    METHOD.set(method);
  }

  static void end() {
    METHOD.remove();
  }

  /** Returns whether a call is the one that the scheduler made; the next is not. */
  static boolean take(Method method, @Nullable Object target) {
    Method scheduled = METHOD.get();
    if (scheduled == null
        || !scheduled.getName().equals(method.getName())
        || scheduled.getParameterCount() != method.getParameterCount()
        || !scheduled.getDeclaringClass().isInstance(target)) {
      return false;
    }
    METHOD.remove();
    return true;
  }
}
