package io.upstream.metrics.series;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is there now, in one recorder.
 *
 * <p>A page shows no number that was not there at some moment.
 *
 * <p>What goes up has to come down on the same series, also if a budget changed in between: take a
 * handle with {@link #bind}, which stays on the series it found.
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

  /** Changes the number by an amount of either sign. */
  public void add(@Nullable L labels, long amount) {
    series.add(labels, amount);
  }

  /**
   * Returns the number of a series; 0 if there is no such series, and for a value that is not
   * named. Reading makes no series, names no value and counts nothing.
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
