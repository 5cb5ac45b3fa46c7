package io.upstream.metrics.series;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts things that exist now, in one recorder.
 *
 * <p>A page shows only a number that the series had at some moment.
 *
 * <p>An increase and its decrease must reach the same series, even if a budget changes in between.
 * Use a handle from {@link #bind}, which stays on its series.
 *
 * @param <L> the label record
 */
public final class UpDown<L extends Record> {

  private final UpDownSeries<L> series;

  UpDown(UpDownSeries<L> series) {
    this.series = series;
  }

  UpDownSeries<L> series() {
    return series;
  }

  /** Changes the number by an amount of either sign; one beyond 2^53 is refused and counted. */
  public void add(@Nullable L labels, long amount) {
    series.add(labels, amount);
  }

  /**
   * Returns the number of a series, or 0 if the series does not exist or the guard has folded one
   * of the values. Reading makes no series, names no value and counts nothing.
   */
  public long value(@Nullable L labels) {
    return series.value(labels);
  }

  /**
   * Adds a supplier's number to a series at each scrape, until the watch is closed. The series
   * shows the sum of all its suppliers and of the amounts that were added. A supplier that throws
   * counts as 0 until the next scrape, and the failure is counted.
   */
  public Gauge.Watch watch(@Nullable L labels, LongSupplier supplier) {
    return bind(labels).watch(supplier);
  }

  /** Finds or makes one series; the handle stays on it. */
  public BoundUpDown bind(@Nullable L labels) {
    return series.bind(labels);
  }
}
