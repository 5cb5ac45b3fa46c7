package io.upstream.metrics.spring.job;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.JobFamilies.QueueLabels;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.series.Gauge.Watch;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * What waits and what works, asked at each scrape. A pool has both; an executor that starts a
 * thread for each task has no queue, and the tasks that run are its workers.
 */
final class ExecutorFigures {

  private ExecutorFigures() {}

  /** Watches an executor; its tasks are null where they do not come by us. */
  static List<Watch> watch(
      Object executor, String name, UpstreamRecorder recorder, @Nullable ExecutorTasks tasks) {
    QueueLabels labels = new QueueLabels(new QueueName(name));
    ThreadPoolExecutor pool = pool(executor);
    if (pool != null) {
      return List.of(
          queue(recorder, labels, () -> waiting(pool)),
          workers(recorder, labels, pool::getPoolSize));
    }
    return tasks == null ? List.of() : List.of(workers(recorder, labels, tasks::running));
  }

  private static Watch queue(UpstreamRecorder recorder, QueueLabels labels, DoubleSupplier number) {
    return recorder.gauge(JobFamilies.QUEUE_LENGTH).watch(labels, number);
  }

  private static Watch workers(
      UpstreamRecorder recorder, QueueLabels labels, DoubleSupplier number) {
    return recorder.gauge(JobFamilies.WORKERS).watch(labels, number);
  }

  /** A scheduler's queue holds all that is to come; what waits is what is due. */
  private static double waiting(ThreadPoolExecutor pool) {
    if (!(pool instanceof ScheduledThreadPoolExecutor)) {
      return pool.getQueue().size();
    }
    return pool.getQueue().stream()
        .filter(task -> task instanceof Delayed due && due.getDelay(TimeUnit.NANOSECONDS) <= 0)
        .count();
  }

  private static @Nullable ThreadPoolExecutor pool(Object executor) {
    try {
      Object pool =
          executor instanceof ThreadPoolTaskExecutor tasks
              ? tasks.getThreadPoolExecutor()
              : executor instanceof ThreadPoolTaskScheduler scheduler
                  ? scheduler.getScheduledThreadPoolExecutor()
                  : executor instanceof ConcurrentTaskExecutor adapter
                      ? adapter.getConcurrentExecutor()
                      : executor;
      return pool instanceof ThreadPoolExecutor known ? known : null;
    } catch (IllegalStateException notStarted) {
      return null;
    }
  }
}
