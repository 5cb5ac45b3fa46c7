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
   * A job has ended and is counted; what is thrown here does not reach the job.
   *
   * @param type null where the guard does not name it
   */
  void jobEnded(@Nullable JobType type, boolean succeeded);
}
