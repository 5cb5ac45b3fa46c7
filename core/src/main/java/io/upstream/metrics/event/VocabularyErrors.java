package io.upstream.metrics.event;

import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.catalog.SelfFamilies.CollectorLabels;
import io.upstream.metrics.label.CollectorName;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.SeriesRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Counts what a vocabulary does wrong while a service records, and logs the first. */
final class VocabularyErrors {

  private static final System.Logger LOG = System.getLogger(Vocabulary.class.getName());

  private final SeriesRegistry book;
  private final String vocabulary;
  private final AtomicReference<@Nullable BoundCounter> errors = new AtomicReference<>();

  VocabularyErrors(SeriesRegistry book, Vocabulary vocabulary) {
    this.book = book;
    this.vocabulary = vocabulary.getClass().getName();
  }

  /** An event was lost; what the process cannot go on after is thrown again. */
  void failed(Throwable e) {
    if (e instanceof VirtualMachineError fatal) {
      throw fatal;
    }
    BoundCounter counter = errors.get();
    if (counter == null) {
      counter =
          book.counter(SelfFamilies.SCRAPE_ERRORS)
              .bind(new CollectorLabels(new CollectorName(vocabulary)));
      if (errors.compareAndSet(null, counter)) {
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
    counter.inc();
  }
}
