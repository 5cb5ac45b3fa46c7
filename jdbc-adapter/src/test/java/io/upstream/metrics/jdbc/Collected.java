package io.upstream.metrics.jdbc;

import java.lang.ref.Reference;

/** Waits until nothing holds on to something. */
public final class Collected {

  private Collected() {}

  public static void await(Reference<?> reference) {
    for (int i = 0; i < 100; i++) {
      System.gc();
      if (reference.refersTo(null)) {
        return;
      }
    }
    throw new AssertionError("is still held: " + reference.get());
  }
}
