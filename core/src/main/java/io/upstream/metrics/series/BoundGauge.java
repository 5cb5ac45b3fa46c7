package io.upstream.metrics.series;

/** One gauge series, found beforehand; safe to keep and to share. */
public final class BoundGauge {

  private final Gauge<?> gauge;
  private final BoundSeries<GaugeCell> binding;

  BoundGauge(Gauge<?> gauge, BoundSeries<GaugeCell> binding) {
    this.gauge = gauge;
    this.binding = binding;
  }

  /** Sets the number. */
  public void set(double value) {
    if (gauge.admits(value)) {
      Gauge.set(binding.cell(), value);
    }
  }
}
