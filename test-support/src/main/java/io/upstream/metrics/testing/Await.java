package io.upstream.metrics.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until a condition holds, by asking again. */
public final class Await {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private Await() {}

  /** A condition of a test; what it throws fails the test. */
  @FunctionalInterface
  public interface Condition {
    /** Returns whether the condition holds. */
    boolean holds() throws Exception;
  }

  /**
   * Waits until a condition holds.
   *
   * @throws AssertionError if it does not hold within three minutes
   */
  public static void until(String what, Condition condition) {
    if (!within(PATIENCE, condition)) {
      throw new AssertionError("It did not happen within " + PATIENCE.toSeconds() + " s: " + what);
    }
  }

  /** Returns whether a condition holds within a time. */
  public static boolean within(Duration patience, Condition condition) {
    long start = System.nanoTime();
    while (!holds(condition)) {
      if (System.nanoTime() - start > patience.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(2_000_000);
    }
    return true;
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
