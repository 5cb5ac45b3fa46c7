package io.upstream.metrics.guard;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what the detectors caught in one label type, without making garbage. */
final class Hits {

  // By the verdict's code: a counter stands on the page from its first hit on.
  private final AtomicReferenceArray<@Nullable LongAdder> byCode = new AtomicReferenceArray<>(256);
  private final String label;
  private final Guards guards;

  Hits(String label, Guards guards) {
    this.label = label;
    this.guards = guards;
  }

  void count(Verdict verdict) {
    LongAdder counter = byCode.get(verdict.code());
    if (counter == null && verdict.detector() != null) {
      counter = guards.hits(label, verdict.detector());
      byCode.set(verdict.code(), counter);
    }
    if (counter != null) {
      counter.increment();
    }
  }
}
