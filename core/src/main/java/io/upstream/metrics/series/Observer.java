package io.upstream.metrics.series;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that takes observations: one series of a histogram. */
@FunctionalInterface
public interface Observer {

  /** Records an observation. */
  void observe(double value);

  /**
   * Records an observation of a time, in seconds. A family that does not measure seconds refuses
   * and counts it, as {@link Histogram#observe(Record, Duration)} does, and null is refused.
   */
  default void observe(@Nullable Duration time) {
    if (time != null) {
      observe(HistogramSeries.seconds(time));
    }
  }
}
