package io.upstream.metrics.it.app;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs once, soon after the start: its next night never comes. */
@Component
class Nightly {

  private final AtomicLong runs = new AtomicLong();

  @Scheduled(initialDelay = 10, fixedDelay = 1_000_000_000)
  void reconcile() {
    runs.incrementAndGet();
  }

  long runs() {
    return runs.get();
  }
}
