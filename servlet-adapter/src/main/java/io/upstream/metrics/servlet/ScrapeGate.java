package io.upstream.metrics.servlet;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a few scrapes in at once; the rest wait their turn, in order, and not for ever. */
final class ScrapeGate {

  private final Semaphore places;
  private final long waitNanos;

  ScrapeGate(int places, Duration wait) {
    this.places = new Semaphore(places, true);
    this.waitNanos = wait.toNanos();
  }

  /** Whether there was a place; then {@link #leave} gives it back. */
  boolean enter() {
    try {
      return places.tryAcquire(waitNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void leave() {
    places.release();
  }

  int waiting() {
    return places.getQueueLength();
  }
}
