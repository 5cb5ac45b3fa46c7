package io.upstream.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Two threads that do something at the same moment, again and again. */
final class Together {

  /** One of the two threads' part in a round. */
  interface Part {
    void play(int round, int thread);
  }

  private Together() {}

  // They wait for each other by looking, for whoever sleeps wakes too late to meet anybody.
  @SuppressWarnings("ThreadPriorityCheck") // yielding is for speed, nothing relies on it
  static void play(int rounds, Part part) throws Exception {
    AtomicInteger arrived = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Boolean>> threads = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int thread = i;
        threads.add(
            () -> {
              for (int round = 0; round < rounds; round++) {
                arrived.incrementAndGet();
                for (int looks = 0; arrived.get() < 2 * (round + 1); looks++) {
                  if (looks < 1_000) {
                    Thread.onSpinWait();
                  } else {
                    Thread.yield(); // the other one may be waiting for this core
                  }
                }
                part.play(round, thread);
              }
              return true;
            });
      }
      for (Future<Boolean> thread : pool.invokeAll(threads)) {
        thread.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
