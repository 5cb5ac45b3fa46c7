package io.upstream.metrics.benchmarks.probe;

import java.lang.management.ManagementFactory;

/** What is in use after a collection. */
final class Heap {

  private Heap() {}

  static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
