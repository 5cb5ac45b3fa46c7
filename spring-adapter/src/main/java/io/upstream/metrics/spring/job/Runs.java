package io.upstream.metrics.spring.job;

import io.upstream.metrics.JobRun;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Ends runs; never replaces what the application threw or returned. */
final class Runs {

  private Runs() {}

  /** With a result, or when the result that is yet to come is there. */
  static void returned(JobRun run, @Nullable Object result) {
    if (!(result instanceof CompletionStage<?> later)) {
      run.succeeded();
      return;
    }
    try {
      var unused = later.whenComplete((value, failure) -> ended(run, failure));
    } catch (UnsupportedOperationException secretive) {
      run.succeeded();
    }
  }

  static void ended(JobRun run, @Nullable Throwable failure) {
    if (failure == null) {
      run.succeeded();
    } else {
      failed(run, failure);
    }
  }

  static void failed(JobRun run, Throwable failure) {
    try {
      run.failed(failure);
    } catch (RuntimeException refused) { // in STRICT mode, and less important than the failure
      if (failure != refused) {
        failure.addSuppressed(refused);
      }
    }
  }
}
