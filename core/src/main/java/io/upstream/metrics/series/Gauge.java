package io.upstream.metrics.series;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was measured last, in one recorder.
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
   * Returns what was set last, or asks the supplier that is watched. NaN if there is no such series
   * or no number in it, and for a value that is not named. Reading makes no series, names no value
   * and counts nothing.
   */
  public double value(@Nullable L labels) {
    return series.value(labels);
  }

  /**
   * Takes a series off the page and frees its line, for something that is no more, such as a queue
   * that was deleted. A watch of it ends. Setting it again, also with a handle, brings it back.
   *
   * @return whether the series was there
   */
  public boolean remove(@Nullable L labels) {
    return series.remove(labels);
  }

  /** Finds or makes one series; the handle needs no look-up. */
  public BoundGauge bind(@Nullable L labels) {
    return series.bind(labels);
  }

  /**
   * Has a supplier asked for the number at each scrape, until the watch is closed. One that throws
   * or answers a number outside the declared range costs its line and is counted. The last to watch
   * a series is asked; closing an earlier watch does not end it, also where both have the same
   * supplier. Pages at the same moment share an answer.
   *
   * <p>One whose label is folded for a budget begins when a larger budget names it; as many as
   * 1,000 of a family wait for that.
   */
  public Watch watch(@Nullable L labels, DoubleSupplier supplier) {
    return series.watch(labels, supplier);
  }

  /** A supplier that is asked until this is closed. */
  @FunctionalInterface
  public interface Watch extends AutoCloseable {

    @Override
    void close();
  }
}
