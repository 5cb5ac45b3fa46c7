package io.upstream.metrics.series;

import io.upstream.metrics.label.OpenLabel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Records observations into the buckets of one family in one recorder.
 *
 * <p>An observation that is not a finite number is refused and counted, because one such
 * observation would make the sum useless. So is a negative one if the family measures times or
 * sizes.
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

  /**
   * Records an observation of a time. A family that does not measure seconds, that is no {@link
   * io.upstream.metrics.catalog.DurationFamily}, refuses and counts it.
   */
  public void observe(@Nullable L labels, @Nullable Duration time) {
    series.observe(labels, time);
  }

  /**
   * Records an observation, and offers labels for the exemplar of its bucket: see {@link
   * Counter#incWithExemplar}.
   */
  public void observeWithExemplar(
      @Nullable L labels, double value, @Nullable OpenLabel... exemplar) {
    series.observe(labels, value, exemplar);
  }

  /**
   * Returns the number of observations of a series, or 0 if the series does not exist or the guard
   * has folded one of the values. Reading makes no series, names no value and counts nothing.
   */
  public long count(@Nullable L labels) {
    return series.count(labels);
  }

  /** Returns the sum of the observations of a series; 0 in the cases of {@link #count}. */
  public double sum(@Nullable L labels) {
    return series.sum(labels);
  }

  /** Finds or makes one series; the handle needs no look-up. */
  public Observer bind(@Nullable L labels) {
    return series.bind(labels);
  }
}
