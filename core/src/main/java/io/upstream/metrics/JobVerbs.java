package io.upstream.metrics;

import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.LabelGuard;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.series.BoundUpDown;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.UpDown;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is said of background jobs. */
final class JobVerbs {

  private final Counter<JobFamilies.JobLabels> started;
  private final Counter<JobFamilies.JobLabels> completed;
  private final Counter<JobFamilies.FailedLabels> failed;
  private final Histogram<JobFamilies.JobTypeLabels> duration;
  private final UpDown<JobFamilies.JobTypeLabels> running;
  private final LabelGuard types;
  private final LabelGuard errors;
  private final LongSupplier ticker;

  JobVerbs(SeriesRegistry book, LongSupplier ticker) {
    started = book.counter(JobFamilies.STARTED);
    completed = book.counter(JobFamilies.COMPLETED);
    failed = book.counter(JobFamilies.FAILED);
    duration = book.histogram(JobFamilies.DURATION);
    running = book.upDown(JobFamilies.RUNNING);
    types = book.guards().guard(JobType.class);
    errors = book.guards().guard(ErrorType.class);
    this.ticker = ticker;
  }

  JobRun start(@Nullable JobType type, LabelEntry customer) {
    LabelEntry job = types.resolve(type, customer);
    started.add(1, started.closed(), job, customer);
    BoundUpDown now = running.bind(running.closed(), job);
    Timing timing = new Timing(duration.observer(duration.closed(), job), ticker);
    return new JobRun(this, job, customer, now, timing);
  }

  <T extends @Nullable Object> T run(@Nullable JobType type, LabelEntry customer, Callable<T> work)
      throws Exception {
    Objects.requireNonNull(work, "expected a job to run, got null");
    JobRun run = start(type, customer);
    T result;
    try {
      result = work.call();
    } catch (Throwable e) {
      try {
        run.failed(e);
      } catch (RuntimeException refused) { // in STRICT mode, and less important than the error
        e.addSuppressed(refused);
      }
      throw e;
    }
    run.succeeded();
    return result;
  }

  void completed(LabelEntry job, LabelEntry customer) {
    completed.add(1, completed.closed(), job, customer);
  }

  void failed(LabelEntry job, @Nullable ErrorType error, LabelEntry customer) {
    failed.add(1, failed.closed(), job, errors.resolve(error, customer), customer);
  }
}
