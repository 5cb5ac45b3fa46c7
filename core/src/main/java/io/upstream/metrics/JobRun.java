package io.upstream.metrics;

import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.series.BoundUpDown;
import java.util.concurrent.atomic.AtomicReference;
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

  private static final System.Logger LOG = SafeLogger.of(JobRun.class);

  private final BusinessSeries series;
  private final LabelEntry job;
  private final LabelEntry customer;
  private final BoundUpDown running;
  private final Timing duration;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.RUNNING);
  private final AtomicReference<@Nullable JobPush> push = new AtomicReference<>();

  JobRun(BusinessSeries series, LabelEntry job, LabelEntry customer) {
    this.series = series;
    this.job = job;
    this.customer = customer;
    series.jobsStarted.add(1, series.jobsStarted.closed(), job, customer);
    this.running = series.jobsRunning.bind(series.jobsRunning.closed(), job);
    this.duration = series.timing(series.jobDuration.observer(series.jobDuration.closed(), job));
    series.runningJobs.started(this, job);
    running.inc();
  }

  /**
   * Has the numbers sent away when the run is closed, after all else: for a job that does not live
   * until the next scrape. The last one given is the one that is asked, once.
   *
   * <pre>{@code
   * try (JobRun run = recorder.startJob(JobType.DATA_EXPORT, customer).pushOnClose(push)) {
   *   export();
   *   run.succeeded();
   * }
   * }</pre>
   */
  public JobRun pushOnClose(JobPush push) {
    this.push.set(push);
    return this;
  }

  /** Ends the run as completed. */
  public void succeeded() {
    if (end(Stage.SUCCEEDED)) {
      series.jobsCompleted.add(1, series.jobsCompleted.closed(), job, customer);
    }
  }

  /** Ends the run as failed with the type of an error; null counts as {@code _UNKNOWN}. */
  public void failed(@Nullable Throwable error) {
    if (end(Stage.FAILED)) {
      countFailure(ErrorType.of(error));
    }
  }

  /** Ends the run as failed with an error that is no exception; null counts as {@code _UNKNOWN}. */
  public void failedWith(@Nullable ErrorType error) {
    if (end(Stage.FAILED)) {
      countFailure(error);
    }
  }

  private void countFailure(@Nullable ErrorType error) {
    LabelEntry cause = series.errors.resolve(error, customer);
    series.jobsFailed.add(1, series.jobsFailed.closed(), job, cause, customer);
  }

  /** Ends the run as failed unless it has ended. */
  @Override
  public void close() {
    try {
      failedWith(null);
    } finally {
      pushOnce();
    }
  }

  // A job is not to fail because its numbers could not be sent, whatever the reason.
  private void pushOnce() {
    JobPush wanted = push.getAndSet(null);
    if (wanted == null) {
      return;
    }
    try {
      // The run keeps nothing that the screen has caught, so neither does who pushes.
      wanted.jobEnded(
          job.isNamed() ? new JobType(job.value()) : null, stage.get() == Stage.SUCCEEDED);
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A job has ended, but its numbers were not pushed", e);
    }
  }

  // How it ended is decided together with who ends it: what is pushed is what is counted. What is
  // running is put right first, whatever becomes of the rest.
  private boolean end(Stage how) {
    if (!stage.compareAndSet(Stage.RUNNING, how)) {
      return false;
    }
    running.dec();
    series.runningJobs.ended(this, job);
    duration.close();
    job.release();
    customer.release();
    return true;
  }

  private enum Stage {
    RUNNING,
    SUCCEEDED,
    FAILED
  }
}
