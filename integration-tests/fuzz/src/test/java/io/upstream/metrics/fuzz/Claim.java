package io.upstream.metrics.fuzz;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Assertions for any input, cheap enough to run a million times. */
public final class Claim {

  private Claim() {}

  /** Fails where it does not hold. */
  public static void holds(boolean claim, String what, @Nullable Object about) {
    if (!claim) {
      throw new AssertionError(what + ": " + about);
    }
  }

  /** Fails where two readings differ. */
  public static void same(
      @Nullable Object ours, @Nullable Object other, String what, @Nullable Object about) {
    if (!Objects.equals(ours, other)) {
      throw new AssertionError(what + ": " + about + "\n ours: " + ours + "\nother: " + other);
    }
  }
}
