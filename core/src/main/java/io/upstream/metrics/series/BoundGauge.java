package io.upstream.metrics.series;

import io.upstream.metrics.series.cell.GaugeCell;

/** One gauge series, found beforehand; safe to keep and to share. */
public final class BoundGauge {

  private final GaugeSeries<?> series;
  private final BoundSeries<GaugeCell> bound;

  BoundGauge(GaugeSeries<?> series, BoundSeries<GaugeCell> bound) {
    this.series = series;
    this.bound = bound;
  }

  /** Sets the number. */
  public void set(double value) {
    if (series.admits(value)) {
      GaugeCell cell = bound.cell();
      while (cell != null && !cell.set(value)) {
        cell = bound.cellAfter(cell);
      }
    }
  }
}
