package io.upstream.metrics.event;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.label.FoldReason;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Gauge;
import io.upstream.metrics.series.Histogram;
import io.upstream.metrics.series.SeriesRegistry;
import io.upstream.metrics.series.UpDown;

/** The families of one recorder, as a {@link Vocabulary} fills them. */
public final class Families {

  private final SeriesRegistry book;

  /** Creates a view of the families of a recorder. */
  public Families(SeriesRegistry book) {
    this.book = book;
  }

  /** Returns the series of a counter family, which is added if it is new. */
  public <L extends Record> Counter<L> counter(CounterFamily<L> family) {
    return book.counter(family).api();
  }

  /** Returns the series of a gauge family, which is added if it is new. */
  public <L extends Record> Gauge<L> gauge(GaugeFamily<L> family) {
    return book.gauge(family).api();
  }

  /** Returns the series of an up-and-down family, which is added if it is new. */
  public <L extends Record> UpDown<L> upDown(UpDownFamily<L> family) {
    return book.upDown(family).api();
  }

  /** Returns the series of a histogram family, which is added if it is new. */
  public <L extends Record> Histogram<L> histogram(HistogramFamily<L> family) {
    return book.histogram(family).api();
  }

  /**
   * Returns a label that may be kept for long: the label itself, or the other one where the value
   * is malformed or a detector of personal data catches it. A meter lives as long as the
   * application, and must not keep such a value in memory.
   */
  public <T extends OpenLabel> T storable(T label, T otherwise) {
    FoldReason reason = book.guards().resolver(label.getClass()).retain(label).refusal();
    return reason == FoldReason.REDACTED || reason == FoldReason.INVALID ? otherwise : label;
  }

  /**
   * Returns the storage, for the platform's own vocabulary, which records without label records.
   */
  SeriesRegistry book() {
    return book;
  }
}
