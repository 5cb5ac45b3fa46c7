package io.upstream.metrics.spring.job;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import org.springframework.core.task.TaskDecorator;

/**
 * Counts each task of an executor as a job, for the customer of the thread that submits it.
 *
 * <pre>{@code
 * @Bean
 * ThreadPoolTaskExecutor exports(UpstreamRecorder recorder) {
 *   ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
 *   executor.setTaskDecorator(new JobTaskDecorator(recorder, "exports"));
 *   return executor;
 * }
 * }</pre>
 *
 * <p>An exception of a task is counted by its type and passes unchanged. A task that is passed to
 * {@code submit} keeps its exception inside the future, and counts as completed.
 */
public final class JobTaskDecorator implements TaskDecorator {

  private final UpstreamRecorder recorder;
  private final JobType type;

  /**
   * Counts the tasks of one executor.
   *
   * @param type the value of the label {@code job_type}
   */
  public JobTaskDecorator(UpstreamRecorder recorder, String type) {
    this.recorder = recorder;
    this.type = new JobType(type);
  }

  @Override
  public Runnable decorate(Runnable task) {
    CustomerId customer = JobContext.customer();
    return () ->
        Runs.run(
            recorder,
            type,
            customer,
            () -> {
              task.run();
              return null;
            });
  }
}
