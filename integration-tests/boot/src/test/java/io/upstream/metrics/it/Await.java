package io.upstream.metrics.it;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what comes a little later, ten seconds at most. */
final class Await {

  private Await() {}

  static void until(String what, Callable<Boolean> reached) throws Exception {
    if (!atMost(10_000, reached)) {
      throw new AssertionError("Not within ten seconds: " + what);
    }
  }

  /** Returns whether it came within so many milliseconds. */
  static boolean atMost(long millis, Callable<Boolean> reached) throws Exception {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!reached.call()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(2_000_000);
    }
    return true;
  }
}
