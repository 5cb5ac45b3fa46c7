package io.upstream.metrics.push;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Tries something again while that may help, and waits twice as long each time. */
final class Retry {

  private static final long LONGEST_MILLIS = 30_000;

  private final int retries;
  private final Duration backOff;
  private final Pause pause;

  Retry(int retries, Duration backOff, Pause pause) {
    this.retries = retries;
    this.backOff = backOff;
    this.pause = pause;
  }

  /** Something that may fail. */
  @FunctionalInterface
  interface Attempt {
    void run() throws IOException;
  }

  /** The function that waits between attempts; tests replace it. */
  @FunctionalInterface
  interface Pause {
    void millis(long millis) throws InterruptedException;
  }

  void run(Attempt attempt) throws IOException {
    long wait = backOff.toMillis();
    for (int left = retries; ; left--) {
      try {
        attempt.run();
        return;
      } catch (RefusedException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (left <= 0) {
          throw e;
        }
      }
      pause(wait);
      wait = Math.min(wait * 2, LONGEST_MILLIS);
    }
  }

  private void pause(long millis) throws InterruptedIOException {
    try {
      pause.millis(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between two attempts");
    }
  }
}
