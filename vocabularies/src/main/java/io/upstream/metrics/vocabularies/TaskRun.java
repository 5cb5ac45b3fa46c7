package io.upstream.metrics.vocabularies;

import io.upstream.metrics.Timing;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A task from its start to its end: how it ended, and how long it took.
 *
 * <pre>{@code
 * try (TaskRun run = FikoMetrics.startTask(new TaskName("send_invoice"))) {
 *   send();
 *   run.succeeded();
 * }
 * }</pre>
 *
 * <p>A run is a failure unless it was said to have succeeded. What is said first counts.
 */
public final class TaskRun implements AutoCloseable {

  private final Timing timing;
  private final Consumer<Result> end;
  private final AtomicBoolean ended = new AtomicBoolean();

  TaskRun(Timing timing, Consumer<Result> end) {
    this.timing = timing;
    this.end = end;
  }

  /** Ends the run as a success. */
  public void succeeded() {
    end(Result.SUCCESS);
  }

  /** Ends the run as a failure unless it has ended. */
  @Override
  public void close() {
    end(Result.FAILURE);
  }

  private void end(Result result) {
    if (ended.compareAndSet(false, true)) {
      timing.close();
      end.accept(result);
    }
  }

  <T extends @Nullable Object> T around(Callable<T> work) throws Exception {
    try (this) {
      T answer = work.call();
      succeeded();
      return answer;
    }
  }
}
