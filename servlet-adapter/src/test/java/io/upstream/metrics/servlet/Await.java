package io.upstream.metrics.servlet;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that another thread is about to do. */
final class Await {

  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    if (!within(PATIENCE_NANOS, condition)) {
      throw new AssertionError("It did not happen in 30 s: " + what);
    }
  }

  /** Whether it happened before the patience was at an end. */
  static boolean within(long nanos, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > nanos) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }
}
