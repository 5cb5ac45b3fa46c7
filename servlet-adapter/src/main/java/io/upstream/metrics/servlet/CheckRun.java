package io.upstream.metrics.servlet;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of a check on a thread of its own, which somebody waits for, though not for ever. */
final class CheckRun implements Runnable {

  private final HealthCheck check;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final long startNanos = System.nanoTime();
  private volatile long endNanos;
  private volatile @Nullable Throwable failure;
  private @Nullable Thread thread;

  CheckRun(HealthCheck check) {
    this.check = check;
  }

  @Override
  @SuppressWarnings("CatchAndPrintStackTrace")
  public void run() {
    synchronized (this) {
      thread = Thread.currentThread();
    }
    try {
      check.check();
    } catch (Throwable t) { // somebody else's code; whatever it throws, it is not well
      failure = t;
    } finally {
      endNanos = System.nanoTime();
      synchronized (this) {
        thread = null;
        // A late interrupt was for this run, not for the next one on this thread.
        boolean unused = Thread.interrupted();
      }
      ended.countDown();
    }
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** The outcome after at most so long; a run that takes longer is interrupted and left alone. */
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
    interrupt();
    return stillRunning();
  }

  CheckOutcome stillRunning() {
    return new CheckOutcome(false, System.nanoTime() - startNanos, "timeout");
  }

  private synchronized void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
