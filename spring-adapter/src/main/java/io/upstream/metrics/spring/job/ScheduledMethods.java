package io.upstream.metrics.spring.job;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.Schedules;
import org.springframework.scheduling.support.ScheduledMethodRunnable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Knows the tasks that are runs of {@code @Scheduled} methods: those count by themselves.
 *
 * <p>Spring hides the method inside a task of its own, which is printed as the method's class and
 * name; a test holds it to that. It is asked when a task is scheduled, not when it runs.
 */
final class ScheduledMethods {

  private ScheduledMethods() {}

  static boolean isOne(@Nullable Object task) {
    if (task instanceof ScheduledMethodRunnable runnable) {
      return isScheduled(runnable.getMethod());
    }
    return task != null
        && task.getClass().getName().startsWith("org.springframework.scheduling.config.Task")
        && isNamed(task.toString(), task.getClass().getClassLoader());
  }

  private static boolean isNamed(@Nullable String name, @Nullable ClassLoader spring) {
    int dot = name == null ? -1 : name.lastIndexOf('.');
    if (name == null || dot <= 0) {
      return false;
    }
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Class<?> type = ClassUtils.forName(name.substring(0, dot), loader != null ? loader : spring);
      String method = name.substring(dot + 1);
      for (Method each : ReflectionUtils.getAllDeclaredMethods(type)) {
        if (each.getName().equals(method) && isScheduled(each)) {
          return true;
        }
      }
      return false;
    } catch (ClassNotFoundException | LinkageError noClass) {
      return false;
    }
  }

  private static boolean isScheduled(Method method) {
    return AnnotatedElementUtils.hasAnnotation(method, Scheduled.class)
        || AnnotatedElementUtils.hasAnnotation(method, Schedules.class);
  }
}
