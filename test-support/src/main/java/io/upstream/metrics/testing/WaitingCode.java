package io.upstream.metrics.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Code of an application that waits, wherever the library calls it, for another thread that uses
 * the library. The other thread never ends if the caller holds a lock that it needs.
 */
public final class WaitingCode {

  private static final int MOST = 20;
  private static final long LIMIT_MILLIS = 20_000;

  private final Runnable use;
  private final AtomicBoolean within = new AtomicBoolean();
  private final AtomicInteger waits = new AtomicInteger();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /**
   * Creates such code.
   *
   * @param use uses the library in every way that takes a lock
   */
  public WaitingCode(Runnable use) {
    this.use = use;
  }

  /** Waits for another thread, unless that thread is the caller. */
  public void call() {
    if (waits.get() >= MOST || !within.compareAndSet(false, true)) {
      return;
    }
    try {
      waits.incrementAndGet();
      Thread other = new Thread(this::useElsewhere, "used-meanwhile");
      other.setDaemon(true);
      other.start();
      other.join(LIMIT_MILLIS);
      if (other.isAlive()) {
        TimeoutException stuck = new TimeoutException("the other thread waits for a lock");
        stuck.setStackTrace(other.getStackTrace());
        failures.add(stuck);
        waits.set(MOST);
      }
    } catch (InterruptedException e) {
      failures.add(e);
    } finally {
      within.set(false);
    }
  }

  private void useElsewhere() {
    try {
      use.run();
    } catch (Throwable e) { // the test shows it
      failures.add(e);
    }
  }

  /** Returns a log handler that waits. */
  public Handler logHandler() {
    return new Handler() {
      @Override
      public void publish(LogRecord message) {
        call();
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** Returns how often it has waited. */
  public int waits() {
    return waits.get();
  }

  /** Returns what went wrong: the other thread failed, or never ended. */
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }
}
