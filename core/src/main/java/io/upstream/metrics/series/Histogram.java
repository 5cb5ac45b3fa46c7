package io.upstream.metrics.series;

import org.jspecify.annotations.Nullable;

/**
 * Distributes observations over buckets, in one recorder.
 *
 * <p>What is no number is refused and counted, for one such observation would spoil the sum for
 * good; so is a negative one where the family measures times or sizes.
 *
 * @param <L> the label record
 */
public final class Histogram<L extends Record> {

  private final HistogramSeries<L> series;

  Histogram(HistogramSeries<L> series) {
    this.series = series;
  }

  /** Records an observation. */
  public void observe(@Nullable L labels, double value) {
    series.observe(labels, value);
  }

  /** Finds or makes one series; the handle needs no look-up. */
  public Observer bind(@Nullable L labels) {
    return series.bind(labels);
  }
}
