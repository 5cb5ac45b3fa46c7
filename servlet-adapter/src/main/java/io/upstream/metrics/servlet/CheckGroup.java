package io.upstream.metrics.servlet;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks that are run together, each on a thread of its own, and whose outcome holds for a second.
 *
 * <p>Everybody who asks in the meantime waits for the same run, which is over when the time limit
 * is. A check that hangs keeps its thread; it is not started again until it comes back, so there
 * are never more threads than checks.
 */
final class CheckGroup {

  private static final long FRESH_NANOS = 1_000_000_000L;

  private final Map<String, HealthCheck> checks;
  private final long limitNanos;
  private final LongSupplier nanoTime;
  private final ThreadPoolExecutor threads;
  private final Map<String, CheckRun> hanging = new HashMap<>();
  private final ReentrantLock running = new ReentrantLock();
  private @Nullable Map<String, CheckOutcome> last;
  private long lastNanos;

  CheckGroup(Map<String, HealthCheck> checks, long limitNanos, LongSupplier nanoTime) {
    this.checks = new LinkedHashMap<>(checks);
    this.limitNanos = limitNanos;
    this.nanoTime = nanoTime;
    int each = Math.max(1, checks.size());
    threads =
        new ThreadPoolExecutor(
            each, each, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), CheckGroup::daemon);
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, "upstream-metrics-health");
    thread.setDaemon(true);
    return thread;
  }

  /** By name, in the order of declaration. */
  Map<String, CheckOutcome> outcomes() {
    if (checks.isEmpty()) {
      return Map.of();
    }
    running.lock();
    try {
      Map<String, CheckOutcome> known = last;
      if (known == null || nanoTime.getAsLong() - lastNanos >= FRESH_NANOS) {
        known = run();
        last = known;
        lastNanos = nanoTime.getAsLong();
      }
      return known;
    } finally {
      running.unlock();
    }
  }

  /** Interrupts what still runs. */
  void close() {
    threads.shutdownNow();
  }

  private Map<String, CheckOutcome> run() {
    Map<String, CheckRun> runs = new LinkedHashMap<>();
    checks.forEach(
        (name, check) -> {
          CheckRun before = hanging.get(name);
          if (before == null || before.hasEnded()) {
            CheckRun run = new CheckRun(check);
            runs.put(name, run);
            threads.execute(run);
          }
        });
    Map<String, CheckOutcome> outcomes = new LinkedHashMap<>();
    for (String name : checks.keySet()) {
      CheckRun run = runs.get(name);
      CheckRun before = hanging.get(name);
      if (run != null) {
        outcomes.put(name, run.await(limitNanos));
        hanging.put(name, run);
      } else if (before != null) {
        outcomes.put(name, before.stillRunning());
      }
    }
    return outcomes;
  }
}
