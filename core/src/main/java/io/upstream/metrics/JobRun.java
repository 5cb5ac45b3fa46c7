package io.upstream.metrics;

import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.series.BoundUpDown;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
 * <p>A run is a failure unless {@link #succeeded} was called, because a try-with-resources
 * statement closes it before any {@code catch} runs. {@link #failed} gives the kind of error;
 * without it the failure counts as {@code _UNKNOWN}. The first of the three calls ends the run, and
 * the others do nothing.
 */
public final class JobRun implements AutoCloseable {

  private static final System.Logger LOG = SafeLogger.of(JobRun.class);

  private static final VarHandle STAGE;
  private static final VarHandle PUSH;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STAGE = lookup.findVarHandle(JobRun.class, "stage", Stage.class);
      PUSH = lookup.findVarHandle(JobRun.class, "push", JobPush.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final BusinessSeries series;
  private final LabelEntry job;
  private final LabelEntry customer;
  private final BoundUpDown running;
  private final Timing duration;
  private volatile Stage stage = Stage.RUNNING;

  @SuppressWarnings("UnusedVariable") // read through its handle
  private volatile @Nullable JobPush push;

  // RunningJobs uses these fields under its lock.
  double startedAt;
  @Nullable JobRun olderRun;
  @Nullable JobRun newerRun;

  JobRun(BusinessSeries series, LabelEntry job, LabelEntry customer) {
    this.series = series;
    this.job = job;
    this.customer = customer;
    BoundUpDown increased = null;
    boolean isStarted = false;
    try {
      series.jobsStarted.add(1, series.jobsStarted.closed(), job, customer);
      this.running = series.jobsRunning.bind(series.jobsRunning.closed(), job);
      series.runningJobs.started(this, job);
      running.inc();
      increased = running;
      // This comes last, so that the duration of the job does not include the recordings above.
      this.duration = series.timing(series.jobDuration.observer(series.jobDuration.closed(), job));
      isStarted = true;
    } finally {
      if (!isStarted) { // a strict recorder has thrown: nothing goes on
        release();
        if (increased != null) {
          increased.dec();
        }
        series.runningJobs.ended(this, job);
      }
    }
  }

  private void release() {
    job.release();
    customer.release();
  }

  /**
   * Pushes the numbers when the run is closed, after everything else: for a job that ends before
   * the next scrape. If this is called several times, the run uses only the last push, once.
   *
   * <pre>{@code
   * try (JobRun run = recorder.startJob(JobType.DATA_EXPORT, customer).pushOnClose(push)) {
   *   export();
   *   run.succeeded();
   * }
   * }</pre>
   */
  public JobRun pushOnClose(JobPush push) {
    this.push = push;
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

  // Catches everything, because a job must not fail if its numbers could not be sent.
  private void pushOnce() {
    JobPush wanted = (JobPush) PUSH.getAndSet(this, null);
    if (wanted == null) {
      return;
    }
    try {
      // A run does not keep a value that a detector has caught, so the push does not get it.
      wanted.jobEnded(job.isNamed() ? new JobType(job.value()) : null, stage == Stage.SUCCEEDED);
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A job has ended, but its numbers were not pushed", e);
    }
  }

  // One atomic step decides how the run ended and which caller ends it, so the push and the
  // counters agree. The number of running jobs is corrected first, in case the rest fails.
  private boolean end(Stage how) {
    if (!STAGE.compareAndSet(this, Stage.RUNNING, how)) {
      return false;
    }
    try {
      running.dec();
      series.runningJobs.ended(this, job);
      duration.close();
    } finally {
      release();
    }
    return true;
  }

  private enum Stage {
    RUNNING,
    SUCCEEDED,
    FAILED
  }
}
