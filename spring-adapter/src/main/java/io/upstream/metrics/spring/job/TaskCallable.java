package io.upstream.metrics.spring.job;

import io.upstream.metrics.label.CustomerId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A task with a result that counts. */
record TaskCallable<T extends @Nullable Object>(
    ExecutorTasks tasks, Callable<T> own, boolean isJob, @Nullable CustomerId customer)
    implements Callable<T> {

  @Override
  public T call() throws Exception {
    return tasks.run(own, isJob, customer);
  }

  @Override
  public String toString() {
    return own.toString();
  }
}
