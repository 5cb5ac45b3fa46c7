package io.upstream.metrics.spring.job;

import io.upstream.metrics.JobRun;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Counts a call as a job; never replaces what the application threw or returned. */
final class Runs {

  /** The work of a job. */
  @FunctionalInterface
  interface Body<E extends Throwable> {
    @Nullable Object call() throws E;
  }

  private Runs() {}

  /**
   * Runs a body as a job, which ends with the body or, for an asynchronous result, with its
   * completion.
   */
  static <E extends Throwable> @Nullable Object run(
      UpstreamRecorder recorder, JobType type, @Nullable CustomerId customer, Body<E> body)
      throws E {
    JobRun run = recorder.startJob(type, customer);
    Object result;
    try (JobContext context = JobContext.open(customer)) {
      result = body.call();
    } catch (Throwable failure) {
      failed(run, failure);
      throw failure;
    }
    if (result instanceof CompletionStage<?> later) {
      endLater(run, later);
    } else {
      run.succeeded();
    }
    return result;
  }

  private static void endLater(JobRun run, CompletionStage<?> later) {
    try {
      var unused =
          later.whenComplete(
              (value, failure) -> {
                if (failure == null) {
                  run.succeeded();
                } else {
                  failed(run, failure);
                }
              });
    } catch (UnsupportedOperationException secretive) {
      run.succeeded();
    }
  }

  private static void failed(JobRun run, Throwable failure) {
    Throwable cause = failure.getCause(); // a scheduled method's checked exception is the cause
    try {
      run.failed(
          failure instanceof UndeclaredThrowableException && cause != null ? cause : failure);
    } catch (RuntimeException refused) {
      // Happens in STRICT mode only; the failure of the job is more important.
      if (failure != refused) {
        failure.addSuppressed(refused);
      }
    }
  }
}
