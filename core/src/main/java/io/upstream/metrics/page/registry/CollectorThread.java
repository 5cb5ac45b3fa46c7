package io.upstream.metrics.page.registry;

import io.upstream.metrics.series.cell.CollectorState;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that calls third-party code for one page, so that the page can stop waiting after a
 * timeout.
 *
 * <p>Each page has a new one, because a thread that is kept would hold the class loader of the
 * application in which it was made.
 */
public final class CollectorThread extends Thread {

  private static final String NAME = "upstream-metrics-collect";

  private @Nullable Question question;
  private @Nullable Question unanswered;
  private boolean abandoned;

  /** One question to third-party code, and the name under which its failure is counted. */
  record Question(String name, CollectorState state) {}

  CollectorThread(Runnable questions) {
    // The thread inherits no thread-local values of the scraper's request.
    super(null, questions, NAME, 0, false);
    setDaemon(true);
    // Since JDK 19 a thread that inherits no thread-local values inherits no class loader either.
    setContextClassLoader(Thread.currentThread().getContextClassLoader());
  }

  /** Returns the current thread if it is a collector thread; otherwise null. */
  static @Nullable CollectorThread current() {
    return Thread.currentThread() instanceof CollectorThread asking ? asking : null;
  }

  /**
   * Waits for all answers; returns false if the time is up. An interrupt does not end the waiting.
   */
  boolean endsWithin(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    for (long left = millis; isAlive() && left > 0; left = millisUntil(end)) {
      try {
        join(left);
      } catch (InterruptedException e) {
        interrupted = true; // the interrupt is for the scraper's thread, not for this page
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !isAlive();
  }

  private static long millisUntil(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime() + 999_999);
  }

  /** Begins a call, possibly within another one; returns the outer call, for {@link #answered}. */
  synchronized @Nullable Question begin(Question next) {
    Question around = question;
    question = next;
    return around;
  }

  synchronized void answered(@Nullable Question around) {
    if (unanswered != null && unanswered.equals(question)) {
      unanswered.state().returned();
      unanswered = null;
    }
    question = around;
  }

  /** Returns whether the page has stopped waiting for answers. */
  synchronized boolean isAbandoned() {
    return abandoned;
  }

  /**
   * Stops waiting; returns the call that has not returned, or null if the thread was between two
   * calls.
   */
  synchronized @Nullable Question abandon() {
    abandoned = true;
    unanswered = question;
    if (unanswered != null) {
      unanswered.state().abandoned();
    }
    return unanswered;
  }
}
