package io.upstream.metrics.servlet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands an executor an empty task and waits until it was run. As long as one is waiting there is no
 * second, so that asking a stuck executor does not fill its queue.
 */
final class ExecutorCheck implements HealthCheck {

  private final Executor executor;
  private final AtomicReference<@Nullable CountDownLatch> waiting = new AtomicReference<>();

  ExecutorCheck(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void check() throws InterruptedException {
    task().await();
  }

  // No lock is held, because the executor is the application's and its execute method may wait.
  private CountDownLatch task() {
    CountDownLatch before = waiting.get();
    if (before != null && before.getCount() > 0) {
      return before;
    }
    CountDownLatch task = new CountDownLatch(1);
    CountDownLatch other = waiting.compareAndExchange(before, task);
    if (other != before && other != null) {
      return other;
    }
    try {
      executor.execute(task::countDown);
    } catch (RuntimeException | Error e) {
      task.countDown(); // the task does not wait in a queue
      throw e;
    }
    return task;
  }
}
