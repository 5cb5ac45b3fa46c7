package io.upstream.metrics.page.registry;

import io.upstream.metrics.series.cell.GaugeCell;
import org.jspecify.annotations.Nullable;

/** Reads the number of a gauge series. */
@FunctionalInterface
public interface GaugeReader {

  /** Returns the number; null if there is none. */
  @Nullable Double read(String family, GaugeCell cell);
}
