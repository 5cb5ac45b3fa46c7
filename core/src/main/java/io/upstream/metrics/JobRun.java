package io.upstream.metrics;

import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.series.BoundUpDown;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A background job from its start to its end: started, running, completed or failed, duration.
 *
 * <pre>{@code
 * try (JobRun run = UpstreamMetrics.startJob(JobType.DATA_EXPORT, customer)) {
 *   export();
 *   run.succeeded();
 * }
 * }</pre>
 *
 * <p>A run is a failure unless it was said to have succeeded, for a try-with-resources closes it
 * before any {@code catch} runs; {@link #failed} tells the kind of error, and without it the
 * failure counts as {@code _UNKNOWN}. The first of the three ends the run, the others do nothing.
 */
public final class JobRun implements AutoCloseable {

  private final JobVerbs verbs;
  private final LabelEntry job;
  private final LabelEntry customer;
  private final BoundUpDown running;
  private final Timing duration;
  private final AtomicBoolean ended = new AtomicBoolean(true);

  JobRun(
      JobVerbs verbs, LabelEntry job, LabelEntry customer, BoundUpDown running, Timing duration) {
    this.verbs = verbs;
    this.job = job;
    this.customer = customer;
    this.running = running;
    this.duration = duration;
  }

  /**
   * Makes the run one of those that are running.
   *
   * <p>It needs as much of the stack as {@link #end} does: where there was too little to end a run,
   * it has not begun.
   */
  void begin() {
    if (ended.compareAndSet(true, false)) {
      running.inc();
    }
  }

  /** Ends the run as completed. */
  public void succeeded() {
    if (end()) {
      verbs.completed(job, customer);
    }
  }

  /** Ends the run as failed with the type of an error. */
  public void failed(@Nullable Throwable error) {
    if (end()) {
      verbs.failed(job, ErrorType.of(error), customer);
    }
  }

  /** Ends the run as failed with an error that is no exception. */
  public void failed(@Nullable ErrorType error) {
    if (end()) {
      verbs.failed(job, error, customer);
    }
  }

  /** Ends the run as failed unless it has ended. */
  @Override
  public void close() {
    failed((ErrorType) null);
  }

  // What is running is put right first, whatever becomes of the rest.
  private boolean end() {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    running.dec();
    duration.close();
    return true;
  }
}
