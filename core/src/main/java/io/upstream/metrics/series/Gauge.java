package io.upstream.metrics.series;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the last measured value of each series of a family in one recorder.
 *
 * <pre>{@code
 * recorder.gauge(QUEUE_LENGTH).set(labels, 17);
 * Watch watch = recorder.gauge(QUEUE_LENGTH).watch(labels, queue::size);   // asked at each scrape
 * }</pre>
 *
 * <p>A value whose label folds is dropped and counted.
 *
 * @param <L> the label record
 */
public final class Gauge<L extends Record> {

  private final GaugeSeries<L> series;

  Gauge(GaugeSeries<L> series) {
    this.series = series;
  }

  /** Sets the number. */
  public void set(@Nullable L labels, double value) {
    series.set(labels, value);
  }

  /**
   * Returns the last number that was set, or the number of the watched supplier. NaN if there is no
   * such series or no number in it, and for a value that is not named. Reading makes no series,
   * names no value and counts nothing.
   */
  public double value(@Nullable L labels) {
    return series.value(labels);
  }

  /**
   * Removes a series from the page and frees its line, when its subject no longer exists, such as a
   * deleted queue. A watch of it ends. Setting it again, also with a handle, creates it again.
   *
   * @return true if the series existed
   */
  public boolean remove(@Nullable L labels) {
    return series.remove(labels);
  }

  /** Finds or makes one series; the handle needs no look-up. */
  public BoundGauge bind(@Nullable L labels) {
    return series.bind(labels);
  }

  /**
   * Calls a supplier for the number at each scrape, until the watch is closed. If the supplier
   * throws or returns a number outside the declared range, the page leaves the line out and the
   * failure is counted. The latest watch of a series has precedence; closing an earlier one does
   * not end it, even if both have the same supplier. Pages at the same time share one call.
   *
   * <p>A watch whose label value is over the budget begins when a larger budget names the value; up
   * to 1,000 watches of a family can wait.
   */
  public Watch watch(@Nullable L labels, DoubleSupplier supplier) {
    return series.watch(labels, supplier);
  }

  /** A registration of a supplier, which is called until this is closed. */
  @FunctionalInterface
  public interface Watch extends AutoCloseable {

    @Override
    void close();
  }
}
