package io.upstream.metrics.page.registry;

import io.upstream.metrics.series.cell.CollectorState;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread on which the code of others is asked for one page, so that the page waits for it no
 * longer than it wants to.
 *
 * <p>There is a new one for each page: one that is kept would keep the application that it was
 * first made in.
 */
public final class CollectorThread extends Thread {

  private static final String NAME = "upstream-metrics-collect";

  private @Nullable Question question;
  private @Nullable Question unanswered;
  private boolean abandoned;

  /** One question to third-party code, and the name under which its failure is counted. */
  record Question(String name, CollectorState state) {}

  CollectorThread(Runnable questions) {
    super(null, questions, NAME, 0, false); // what belongs to the scraper's request stays there
    setDaemon(true);
  }

  /** Returns the current thread, if it is one of these. */
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
        interrupted = true; // it is the scraper's, and says nothing about this page
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

  /** Begins a question within another; says which that is, for {@link #answered}. */
  synchronized @Nullable Question ask(Question next) {
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

  /** Waits no longer; says what was not answered, null if it was between two questions. */
  synchronized @Nullable Question abandon() {
    abandoned = true;
    unanswered = question;
    if (unanswered != null) {
      unanswered.state().abandoned();
    }
    return unanswered;
  }
}
