package io.upstream.metrics.spring.job;

import io.upstream.metrics.JobRun;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Puts a counter around each task that an executor is given, with the context it is given in. */
final class ExecutorTasks {

  private final UpstreamRecorder recorder;
  private final JobType type;
  private final boolean counts;
  private final LongAdder running = new LongAdder();

  ExecutorTasks(UpstreamRecorder recorder, String name, boolean counts) {
    this.recorder = recorder;
    this.type = new JobType(name);
    this.counts = counts;
  }

  /** Tasks that run now. */
  long running() {
    return running.sum();
  }

  /** The arguments with each task replaced. */
  @Nullable Object[] counted(Method method, @Nullable Object[] arguments) {
    @Nullable Object[] changed = arguments.clone();
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      if (types[i] == Runnable.class || types[i] == Callable.class) {
        changed[i] = counted(arguments[i]);
      } else if (types[i] == Collection.class && arguments[i] != null) {
        changed[i] = each((Collection<?>) arguments[i]);
      }
    }
    return changed;
  }

  private List<@Nullable Object> each(Collection<?> tasks) {
    List<@Nullable Object> changed = new ArrayList<>(tasks.size());
    tasks.forEach(task -> changed.add(counted(task)));
    return changed;
  }

  /** One that is ordered by what it is goes as it is: a queue by priority would not take ours. */
  private @Nullable Object counted(@Nullable Object task) {
    if (task instanceof Comparable) {
      return task;
    }
    boolean isJob = counts && !JobThread.isHandingOver() && !ScheduledMethods.isOne(task);
    CustomerId customer = JobContext.customer();
    if (task instanceof Runnable runnable) {
      return new TaskRunnable(this, runnable, isJob, customer);
    }
    return task instanceof Callable<?> callable
        ? new TaskCallable<>(this, callable, isJob, customer)
        : task;
  }

  <T extends @Nullable Object> T run(Callable<T> task, boolean isJob, @Nullable CustomerId customer)
      throws Exception {
    JobRun run = isJob ? recorder.startJob(type, customer) : null;
    boolean before = JobThread.handingOver(false);
    running.increment();
    T result;
    try (JobContext context = JobContext.open(customer)) {
      result = task.call();
    } catch (Throwable failure) {
      if (run != null) {
        Runs.failed(run, failure);
      }
      throw failure;
    } finally {
      running.decrement();
      JobThread.handingOver(before);
    }
    if (run != null) {
      run.succeeded();
    }
    return result;
  }
}
