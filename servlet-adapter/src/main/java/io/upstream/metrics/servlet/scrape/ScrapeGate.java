package io.upstream.metrics.servlet.scrape;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits how many pages are made at once.
 *
 * <p>A few more requests wait for a place, in order and for a limited time; the rest are refused at
 * once, because each that waits holds a thread of the container.
 */
public final class ScrapeGate {

  /** The number of requests that can wait. */
  public static final int MOST_WAITING = 4;

  private final Semaphore places;
  private final AtomicInteger waiting = new AtomicInteger();
  private final long waitNanos;

  public ScrapeGate(int places, Duration wait) {
    this.places = new Semaphore(places, true);
    this.waitNanos = wait.toNanos();
  }

  /** Returns whether there was a place; then {@link #leave} gives it back. */
  public boolean enter() {
    try {
      // Unlike tryAcquire(), this does not overtake waiting threads.
      if (places.tryAcquire(0, TimeUnit.NANOSECONDS)) {
        return true;
      }
      if (waiting.incrementAndGet() > MOST_WAITING) {
        waiting.decrementAndGet();
        return false;
      }
      try {
        return places.tryAcquire(waitNanos, TimeUnit.NANOSECONDS);
      } finally {
        waiting.decrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public void leave() {
    places.release();
  }

  int waiting() {
    return places.getQueueLength();
  }
}
