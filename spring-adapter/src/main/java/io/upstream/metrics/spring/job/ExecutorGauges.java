package io.upstream.metrics.spring.job;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.JobFamilies.QueueLabels;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.series.Gauge.Watch;
import io.upstream.metrics.spring.FeatureProperties;
import io.upstream.metrics.spring.RecorderHolder;
import io.upstream.metrics.spring.StartupLog;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Shows the queue and the workers of the thread pools of executor and scheduler beans, which are
 * read at each scrape. It changes no bean, keeps none alive, and does not read prototypes.
 */
final class ExecutorGauges implements DestructionAwareBeanPostProcessor, PriorityOrdered {

  private final RecorderHolder recorder;
  private final ConfigurableListableBeanFactory beans;
  private final Set<String> excluded;
  private final Map<String, List<Watch>> gauges = new ConcurrentHashMap<>();

  ExecutorGauges(
      RecorderHolder recorder, ConfigurableListableBeanFactory beans, Environment environment) {
    this.recorder = recorder;
    this.beans = beans;
    this.excluded = new FeatureProperties(environment).names("jobs.exclude");
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    try {
      if (isExecutor(bean) && !excluded.contains(beanName) && isShared(beanName)) {
        WeakReference<Object> weak = new WeakReference<>(bean);
        recorder.whenAvailable(available -> show(available, weak, beanName));
      }
    } catch (RuntimeException | LinkageError e) {
      StartupLog.failed("the executor " + beanName, e);
    }
    return bean;
  }

  private static boolean isExecutor(Object bean) {
    return (bean instanceof Executor || bean instanceof TaskScheduler)
        && !(bean instanceof ScopedObject);
  }

  private boolean isShared(String beanName) {
    return beans.containsBeanDefinition(beanName)
        ? !beans.getMergedBeanDefinition(beanName).isPrototype()
        : beans.containsSingleton(beanName);
  }

  private void show(UpstreamRecorder available, WeakReference<Object> weak, String beanName) {
    Object bean = weak.get();
    if (bean == null) {
      return;
    }
    String what = "the executor " + beanName;
    if (poolOf(bean) == null) {
      StartupLog.leftAlone(
          what, "its " + bean.getClass().getName() + " has no thread pool to read");
      return;
    }
    StartupLog.counted(what, "its queue and its workers are read");
    QueueLabels labels = new QueueLabels(new QueueName(beanName));
    close(
        gauges.put(
            beanName,
            List.of(
                available
                    .gauge(JobFamilies.QUEUE_LENGTH)
                    .watch(labels, () -> read(weak, ExecutorGauges::waiting)),
                available
                    .gauge(JobFamilies.WORKERS)
                    .watch(labels, () -> read(weak, ExecutorGauges::workers)))));
  }

  private static double read(WeakReference<Object> weak, ToDoubleFunction<Object> number) {
    Object bean = weak.get();
    Object pool = bean == null ? null : poolOf(bean);
    return pool == null ? 0 : number.applyAsDouble(pool);
  }

  private static double workers(Object pool) {
    return pool instanceof ThreadPoolExecutor threads
        ? threads.getPoolSize()
        : ((ForkJoinPool) pool).getPoolSize();
  }

  /**
   * Returns the number of waiting tasks. A scheduler's queue has all future tasks; only those that
   * are due wait.
   */
  private static double waiting(Object pool) {
    if (pool instanceof ScheduledThreadPoolExecutor scheduler) {
      return scheduler.getQueue().stream()
          .filter(task -> task instanceof Delayed due && due.getDelay(TimeUnit.NANOSECONDS) <= 0)
          .count();
    }
    return pool instanceof ThreadPoolExecutor threads
        ? threads.getQueue().size()
        : ((ForkJoinPool) pool).getQueuedSubmissionCount();
  }

  /** Returns the pool that an executor has or is; null for one that has none. */
  private static @Nullable Object poolOf(Object bean) {
    try {
      Object pool =
          bean instanceof ThreadPoolTaskExecutor executor
              ? executor.getThreadPoolExecutor()
              : bean instanceof ThreadPoolTaskScheduler scheduler
                  ? scheduler.getScheduledThreadPoolExecutor()
                  : bean instanceof ConcurrentTaskExecutor adapter
                      ? adapter.getConcurrentExecutor()
                      : bean;
      return pool instanceof ThreadPoolExecutor || pool instanceof ForkJoinPool ? pool : null;
    } catch (IllegalStateException notStarted) {
      return null;
    }
  }

  @Override
  public boolean requiresDestruction(Object bean) {
    return isExecutor(bean);
  }

  @Override
  public void postProcessBeforeDestruction(Object bean, String beanName) {
    close(gauges.remove(beanName));
  }

  private static void close(@Nullable List<Watch> watches) {
    if (watches != null) {
      watches.forEach(Watch::close);
    }
  }
}
