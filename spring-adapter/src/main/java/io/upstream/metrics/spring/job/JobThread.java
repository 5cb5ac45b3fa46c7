package io.upstream.metrics.spring.job;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What is known of this thread's current job, so that nothing is counted by two of us. */
final class JobThread {

  /** An {@code @Async} method is being handed to an executor: its run counts where it runs. */
  private static final ThreadLocal<Boolean> HANDING_OVER = new ThreadLocal<>();

  /** The {@code @Scheduled} method whose run is counted already. */
  private static final ThreadLocal<@Nullable Method> SCHEDULED = new ThreadLocal<>();

  private JobThread() {}

  static boolean isHandingOver() {
    return HANDING_OVER.get() != null;
  }

  /** Says whether it was; to be put back. */
  static boolean handingOver(boolean now) {
    boolean before = isHandingOver();
    if (now) {
      HANDING_OVER.set(Boolean.TRUE);
    } else {
      HANDING_OVER.remove();
    }
    return before;
  }

  static void scheduled(@Nullable Method method) {
    if (method == null) {
      SCHEDULED.remove();
    } else {
      SCHEDULED.set(method);
    }
  }

  /** Whether this call is the one that the scheduler made; the next is not. */
  static boolean takeScheduled(Method method, @Nullable Object target) {
    Method scheduled = SCHEDULED.get();
    if (scheduled == null
        || !scheduled.getName().equals(method.getName())
        || scheduled.getParameterCount() != method.getParameterCount()
        || !scheduled.getDeclaringClass().isInstance(target)) {
      return false;
    }
    SCHEDULED.remove();
    return true;
  }
}
