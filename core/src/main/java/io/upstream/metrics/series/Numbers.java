package io.upstream.metrics.series;

import org.jspecify.annotations.Nullable;

/** Where the number of a gauge series is read. */
@FunctionalInterface
interface Numbers {

  /** The number; null if there is none. */
  @Nullable Double read(String family, GaugeCell cell);
}
