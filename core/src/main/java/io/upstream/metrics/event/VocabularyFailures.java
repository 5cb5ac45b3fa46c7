package io.upstream.metrics.event;

import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.catalog.SelfFamilies.CollectorLabels;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.SafeLogger;
import io.upstream.metrics.label.CollectorName;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Counts what a vocabulary throws while a service records, and logs the first. */
final class VocabularyFailures {

  private static final System.Logger LOG = SafeLogger.of(Vocabulary.class);

  private final SeriesRegistry registry;
  private final String vocabulary;
  private final AtomicReference<@Nullable BoundCounter> failures = new AtomicReference<>();

  VocabularyFailures(SeriesRegistry registry, Vocabulary vocabulary) {
    this.registry = registry;
    this.vocabulary = vocabulary.getClass().getName();
  }

  /** Counts a lost event. Errors of the JVM are thrown on; in STRICT mode everything is. */
  void failed(Throwable e) {
    boolean strict = registry.guards().mode() == Mode.STRICT;
    if (e instanceof Error error && (strict || e instanceof VirtualMachineError)) {
      throw error;
    } else if (strict) {
      throw e instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
    }
    BoundCounter counter = failures.get();
    if (counter == null) {
      counter =
          registry
              .counter(SelfFamilies.SCRAPE_ERRORS)
              .bind(new CollectorLabels(new CollectorName(vocabulary)));
      if (failures.compareAndSet(null, counter)) {
        log(e);
      }
    }
    counter.inc();
  }

  private void log(Throwable e) {
    LOG.log(
        System.Logger.Level.WARNING,
        "The vocabulary "
            + vocabulary
            + " failed and an event is missing from its families; further failures are only"
            + " counted in "
            + SelfFamilies.SCRAPE_ERRORS.name(),
        e);
  }
}
