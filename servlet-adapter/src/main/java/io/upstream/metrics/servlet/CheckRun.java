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
  private final Thread thread;

  /**
   * Creates a run on a new thread. The thread inherits no thread-local values: they are those of
   * the request that happens to ask first, and copying them would run an application's code.
   *
   * @param loader the context class loader of the thread
   */
  CheckRun(HealthCheck check, @Nullable ClassLoader loader) {
    this.check = check;
    this.thread = new Thread(null, this::run, "upstream-metrics-health", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
  }

  /** Starts the check; if the JVM has no more threads, the check has failed. */
  void start() {
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      ended(e);
    }
  }

  private void run() {
    Throwable thrown = null;
    try {
      check.check();
    } catch (Throwable t) { // third-party code; any exception means that the check failed
      thrown = t;
    }
    ended(thrown);
  }

  private void ended(@Nullable Throwable thrown) {
    failure = thrown;
    endNanos = System.nanoTime();
    ended.countDown();
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
