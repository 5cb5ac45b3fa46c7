package io.upstream.metrics;

import io.upstream.metrics.label.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the metrics at the end of a job that ends before a scrape.
 *
 * <p>The core pushes nothing itself; {@code upstream-metrics-push} has implementations.
 *
 * @see JobRun#pushOnClose
 */
@FunctionalInterface
public interface JobPush {

  /**
   * Called after a job has ended and was counted; an exception does not reach the job.
   *
   * @param type the type of the job; null if the guard does not name it
   */
  void jobEnded(@Nullable JobType type, boolean succeeded);
}
