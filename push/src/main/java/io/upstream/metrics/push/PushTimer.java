package io.upstream.metrics.push;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Starts timers that push at an interval, and shutdown hooks that push once more at the end. */
final class PushTimer {

  private static final String NAME = "upstream-metrics-push";

  private PushTimer() {}

  @SuppressWarnings("FutureReturnValueIgnored") // the task ends with the executor
  static ScheduledExecutorService start(Duration interval, Runnable push) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, NAME);
              thread.setDaemon(true);
              return thread;
            });
    long nanos = interval.toNanos();
    timer.scheduleWithFixedDelay(push, nanos, nanos, TimeUnit.NANOSECONDS);
    return timer;
  }

  static Thread atShutdown(Runnable last) {
    Thread hook = new Thread(last, NAME + "-last");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the JVM is shutting down, and the hook runs or has run
    }
  }
}
