package io.upstream.metrics.page;

import io.upstream.metrics.series.GaugeCell;
import org.jspecify.annotations.Nullable;

/** Where the number of a gauge series is read. */
@FunctionalInterface
interface GaugeReader {

  /** The number; null if there is none. */
  @Nullable Double read(String family, GaugeCell cell);
}
