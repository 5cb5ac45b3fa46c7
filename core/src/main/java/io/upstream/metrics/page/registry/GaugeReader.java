package io.upstream.metrics.page.registry;

import io.upstream.metrics.series.cell.GaugeCell;

/** Reads the number of a gauge series. */
@FunctionalInterface
public interface GaugeReader {

  /**
   * Returns the bits of the number, see {@link Double#doubleToLongBits}; {@link GaugeCell#ABSENT}
   * if there is none.
   */
  long bits(String family, GaugeCell cell);
}
