package io.upstream.metrics.benchmarks.probe;

import java.lang.management.ManagementFactory;

/** The heap that is in use after a collection. */
public final class Heap {

  private Heap() {}

  /** Returns the least of several collections, in bytes. */
  public static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
