package io.upstream.metrics.vocabularies;

import io.upstream.metrics.Timing;
import io.upstream.metrics.series.BoundCounter;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running task, which records its outcome and its duration when it ends.
 *
 * <pre>{@code
 * try (TaskRun run = FikoMetrics.startTask(new TaskName("send_invoice"))) {
 *   send();
 *   run.succeeded();
 * }
 * }</pre>
 *
 * <p>A run is a failure unless {@code succeeded()} was called. The first call that sets an outcome
 * counts.
 */
public final class TaskRun implements AutoCloseable {

  // These are handles and not the task's name, because a handle keeps no value that a detector has
  // caught.
  private final Timing timing;
  private final BoundCounter successes;
  private final BoundCounter failures;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * Starts a run.
   *
   * @param timing records the duration
   * @param successes counts a run that succeeds
   * @param failures counts any other run
   */
  public TaskRun(Timing timing, BoundCounter successes, BoundCounter failures) {
    this.timing = timing;
    this.successes = successes;
    this.failures = failures;
  }

  /** Ends the run as a success. */
  public void succeeded() {
    end(successes);
  }

  /** Ends the run as a failure unless it has ended. */
  @Override
  public void close() {
    end(failures);
  }

  private void end(BoundCounter result) {
    if (ended.compareAndSet(false, true)) {
      timing.close();
      result.inc();
    }
  }
}
