package io.upstream.metrics.series;

import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.series.cell.HistogramCell;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One histogram series, found beforehand. */
final class BoundHistogram implements Observer {

  private final HistogramSeries<?> series;
  private final BoundSeries<HistogramCell> bound;
  private final @Nullable HistogramCell only; // of a family without open labels; it never leaves

  BoundHistogram(HistogramSeries<?> series, BoundSeries<HistogramCell> bound) {
    this.series = series;
    this.bound = bound;
    this.only = bound.cellWithoutOpenLabels();
  }

  @Override
  public void observe(double value) {
    if (series.admits(value)) {
      HistogramCell cell = only != null ? only : bound.cell();
      while (cell != null && !series.record(cell, value)) {
        cell = bound.cellAfter(cell);
      }
    }
  }

  @Override
  public void observeWithExemplar(double value, @Nullable OpenLabel... exemplar) {
    series.registry.expectExemplars();
    if (series.admits(value)) {
      HistogramCell cell = bound.cell();
      while (cell != null && !cell.record(series.bucket(value), value, exemplar)) {
        cell = bound.cellAfter(cell);
      }
    }
  }

  @Override
  public void observe(@Nullable Duration time) {
    if (series.admits(time) && time != null) {
      observe(HistogramSeries.seconds(time));
    }
  }
}
