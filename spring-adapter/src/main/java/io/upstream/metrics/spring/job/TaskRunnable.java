package io.upstream.metrics.spring.job;

import io.upstream.metrics.label.CustomerId;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.SchedulingAwareRunnable;
import org.springframework.util.ReflectionUtils;

/** A task that counts; to Spring and to a log it is the task. */
record TaskRunnable(ExecutorTasks tasks, Runnable own, boolean isJob, @Nullable CustomerId customer)
    implements SchedulingAwareRunnable {

  @Override
  public void run() {
    try {
      tasks.run(Executors.callable(own), isJob, customer);
    } catch (Exception thrown) {
      // A Runnable throws none that is checked, unless somebody tricked the compiler.
      ReflectionUtils.rethrowRuntimeException(thrown);
    }
  }

  @Override
  public boolean isLongLived() {
    return own instanceof SchedulingAwareRunnable aware && aware.isLongLived();
  }

  @Override
  public @Nullable String getQualifier() {
    return own instanceof SchedulingAwareRunnable aware ? aware.getQualifier() : null;
  }

  @Override
  public String toString() {
    return own.toString();
  }
}
