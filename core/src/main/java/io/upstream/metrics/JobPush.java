package io.upstream.metrics;

import io.upstream.metrics.label.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Sends the numbers away at the end of a job that will be gone before anybody scrapes it.
 *
 * <p>The core sends nothing itself; {@code upstream-metrics-push} has what does.
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
