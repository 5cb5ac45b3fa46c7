package io.upstream.metrics.series;

import io.upstream.metrics.label.OpenLabel;
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

  /**
   * Records an observation, and offers labels for the exemplar of its bucket: see {@link
   * Counter#incWithExemplar}.
   */
  default void observeWithExemplar(double value, @Nullable OpenLabel... exemplar) {
    observe(value);
  }
}
