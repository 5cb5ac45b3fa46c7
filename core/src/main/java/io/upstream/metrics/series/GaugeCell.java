package io.upstream.metrics.series;

import org.jspecify.annotations.Nullable;

/** The number of one gauge series: what was set last, or what somebody is asked for when read. */
public final class GaugeCell {

  // A NaN that no computation makes: the series has not been set yet, or is watched no more.
  private static final long ABSENT = 0x7ff8_0000_0abc_0defL;

  private volatile long bits;
  private volatile @Nullable Source watched;

  /** Where the number comes from while somebody watches the series. */
  interface Source {

    /** The number, or null if there is none. */
    @Nullable Double read();
  }

  /** A source of the library's own: it neither fails nor takes its time. */
  @FunctionalInterface
  interface Ours extends Source {

    double value();

    @Override
    default Double read() {
      return value();
    }
  }

  GaugeCell(boolean present) {
    bits = present ? 0 : ABSENT;
  }

  void set(double value) {
    bits = Double.doubleToLongBits(value);
  }

  // Whoever leaves must not take away who has come meanwhile, hence the lock; readers take none.
  synchronized void watch(@Nullable Source source) {
    watched = source;
  }

  synchronized void unwatch(Source source) {
    if (watched == source) {
      bits = ABSENT;
      watched = null;
    }
  }

  /** Whether an application's supplier is still running; null where there is none. */
  public @Nullable CollectorState state() {
    return watched instanceof GaugeWatch watch ? watch.state() : null;
  }

  /** The number, or null if there is none. Each field is read once: a watch may end meanwhile. */
  public @Nullable Double read() {
    Source source = watched;
    if (source != null) {
      return source.read();
    }
    long now = bits;
    return now == ABSENT ? null : Double.longBitsToDouble(now);
  }
}
