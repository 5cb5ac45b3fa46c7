package io.upstream.metrics.servlet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of a check on its own thread, for which callers wait up to a limit. */
final class CheckRun {

  private final HealthCheck check;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final long startNanos = System.nanoTime();
  private volatile long endNanos;
  private volatile @Nullable Throwable failure;
  private final Thread thread = new Thread(this::run, "upstream-metrics-health");

  CheckRun(HealthCheck check) {
    this.check = check;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      check.check();
    } catch (Throwable t) { // third-party code; any exception means that the check failed
      failure = t;
    } finally {
      endNanos = System.nanoTime();
      ended.countDown();
    }
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Returns the outcome, after at most so long. */
  CheckOutcome await(long limitNanos) {
    try {
      if (ended.await(limitNanos - (System.nanoTime() - startNanos), TimeUnit.NANOSECONDS)) {
        Throwable thrown = failure;
        String error = thrown == null ? null : thrown.getClass().getSimpleName();
        return new CheckOutcome(thrown == null, endNanos - startNanos, error);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return stillRunning();
  }

  CheckOutcome stillRunning() {
    return new CheckOutcome(false, System.nanoTime() - startNanos, "timeout");
  }

  /** Interrupts the check. Hold no lock: an interrupt closes channels, which may be anyone's. */
  void interrupt() {
    thread.interrupt();
  }
}
