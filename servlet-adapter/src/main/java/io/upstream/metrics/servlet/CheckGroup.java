package io.upstream.metrics.servlet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A group of checks that run together, each on its own thread, and whose outcome is kept for a
 * second.
 *
 * <p>Callers in the meantime wait for the same run, which ends at the time limit. A check that
 * hangs keeps its thread and is not started again until it returns, so there are never more threads
 * than checks.
 */
final class CheckGroup {

  private static final long FRESH_NANOS = 1_000_000_000L;

  private final Map<String, HealthCheck> checks;
  private final long limitNanos;
  private final LongSupplier nanoTime;
  // The last run of each check.
  private final Map<String, CheckRun> runs = new ConcurrentHashMap<>();
  private final ReentrantLock running = new ReentrantLock();
  private @Nullable Map<String, CheckOutcome> last;
  private long lastNanos;
  private volatile boolean closed;

  CheckGroup(Map<String, HealthCheck> checks, long limitNanos, LongSupplier nanoTime) {
    this.checks = new LinkedHashMap<>(checks);
    this.limitNanos = limitNanos;
    this.nanoTime = nanoTime;
  }

  /** Returns the outcomes by name, in the order of declaration. */
  Map<String, CheckOutcome> outcomes() {
    if (checks.isEmpty()) {
      return Map.of();
    }
    List<CheckRun> late = new ArrayList<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    running.lock();
    try {
      Map<String, CheckOutcome> known = last;
      if (known == null || nanoTime.getAsLong() - lastNanos >= FRESH_NANOS) {
        known = run(late, loader);
        last = known;
        lastNanos = nanoTime.getAsLong();
      }
      return known;
    } finally {
      running.unlock();
      late.forEach(CheckRun::interrupt);
    }
  }

  /** Interrupts what still runs. */
  void close() {
    closed = true;
    runs.values().forEach(CheckRun::interrupt);
  }

  /**
   * Runs the checks that are not running still.
   *
   * @param late is given the runs that took too long
   * @param loader the context class loader of the checks' threads
   */
  private Map<String, CheckOutcome> run(List<CheckRun> late, @Nullable ClassLoader loader) {
    if (closed) {
      throw new IllegalStateException("The health checks are closed");
    }
    Map<String, CheckRun> current = new LinkedHashMap<>();
    Set<CheckRun> hanging = new HashSet<>();
    checks.forEach(
        (name, check) -> {
          CheckRun run = runs.get(name);
          if (run != null && !run.hasEnded()) {
            hanging.add(run);
          } else {
            run = new CheckRun(check, loader);
            runs.put(name, run);
            run.start();
          }
          current.put(name, run);
        });
    Map<String, CheckOutcome> outcomes = new LinkedHashMap<>();
    current.forEach(
        (name, run) -> {
          if (hanging.contains(run)) {
            outcomes.put(name, run.stillRunning());
            return;
          }
          outcomes.put(name, run.await(limitNanos));
          if (!run.hasEnded()) {
            late.add(run);
          }
        });
    return outcomes;
  }
}
