package io.upstream.metrics.servlet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Hands an executor an empty task and waits until it was run. As long as one is waiting there is no
 * second, so that asking a stuck executor does not fill its queue.
 */
final class ExecutorCheck implements HealthCheck {

  private final Executor executor;
  private @Nullable CountDownLatch waiting;

  ExecutorCheck(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void check() throws InterruptedException {
    task().await();
  }

  private synchronized CountDownLatch task() {
    CountDownLatch before = waiting;
    if (before != null && before.getCount() > 0) {
      return before;
    }
    CountDownLatch task = new CountDownLatch(1);
    executor.execute(task::countDown);
    waiting = task;
    return task;
  }
}
