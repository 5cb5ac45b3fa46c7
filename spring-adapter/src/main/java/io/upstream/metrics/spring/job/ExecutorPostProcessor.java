package io.upstream.metrics.spring.job;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.series.Gauge.Watch;
import io.upstream.metrics.spring.standin.Advice;
import io.upstream.metrics.spring.standin.StandIn;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Shows the queue and the workers of every executor and scheduler bean, and counts the tasks that
 * it is given as jobs of the bean's name.
 *
 * <p>The bean keeps its class. A public class of the JDK that cannot be stood in for ({@code
 * ThreadPoolExecutor}) shows its queue and workers only.
 */
public final class ExecutorPostProcessor implements BeanPostProcessor, DisposableBean {

  private static final Set<String> TAKE_TASKS =
      Set.of(
          "execute",
          "submit",
          "submitCompletable",
          "submitListenable",
          "invokeAll",
          "invokeAny",
          "schedule",
          "scheduleAtFixedRate",
          "scheduleWithFixedDelay");

  private final Supplier<UpstreamRecorder> recorder;
  private final Supplier<Set<String>> excluded;
  private final BooleanSupplier countsTasks;
  private final ConcurrentLinkedQueue<Watch> watches = new ConcurrentLinkedQueue<>();

  /**
   * Counts with a recorder.
   *
   * @param recorder asked for at the first executor
   * @param excluded names of beans that are left alone
   * @param countsTasks whether tasks are jobs
   */
  public ExecutorPostProcessor(
      Supplier<UpstreamRecorder> recorder,
      Supplier<Set<String>> excluded,
      BooleanSupplier countsTasks) {
    this.recorder = recorder;
    this.excluded = excluded;
    this.countsTasks = countsTasks;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (!(bean instanceof Executor || bean instanceof TaskScheduler)
        || bean instanceof ScopedObject
        || StandIn.isOne(bean)
        || excluded.get().contains(beanName)) {
      return bean;
    }
    ExecutorTasks tasks = new ExecutorTasks(recorder.get(), beanName, countsTasks.getAsBoolean());
    Object standIn = standIn(bean, tasks);
    watches.addAll(
        ExecutorFigures.watch(bean, beanName, recorder.get(), standIn == null ? null : tasks));
    return standIn == null ? bean : standIn;
  }

  private static @Nullable Object standIn(Object bean, ExecutorTasks tasks) {
    Advice advice =
        (method, arguments, target) ->
            target.call(
                TAKE_TASKS.contains(method.getName())
                    ? tasks.counted(method, arguments)
                    : arguments);
    return bean instanceof SimpleAsyncTaskExecutor simple && isSprings(bean.getClass())
        ? StandIn.constructed(
            simple, advice, new Class<?>[0], new Object[0], made -> likewise(simple, made))
        : StandIn.of(bean, advice);
  }

  /** What its final methods tell. */
  private static void likewise(SimpleAsyncTaskExecutor original, SimpleAsyncTaskExecutor made) {
    made.setConcurrencyLimit(original.getConcurrencyLimit());
    made.setThreadFactory(original.getThreadFactory());
  }

  private static boolean isSprings(Class<?> type) {
    return List.of(SimpleAsyncTaskExecutor.class, SimpleAsyncTaskScheduler.class).contains(type);
  }

  @Override
  public void destroy() {
    watches.forEach(Watch::close);
    watches.clear();
  }
}
