package io.upstream.metrics.vocabularies;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Converts times to the unit that Prometheus expects. */
final class Seconds {

  private static final double NANOS = 1e9;

  private Seconds() {}

  static double of(long nanos) {
    return nanos / NANOS;
  }

  /** Returns the seconds of a duration; for null NaN, which a recorder refuses and counts. */
  static double of(@Nullable Duration duration) {
    return duration == null ? Double.NaN : duration.getSeconds() + duration.getNano() / NANOS;
  }
}
