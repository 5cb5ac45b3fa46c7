package io.upstream.metrics.series;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The number of one gauge series: what was set last, or what somebody is asked for when read. */
final class GaugeCell {

  // A NaN that no computation makes: the series has not been set yet, or is watched no more.
  private static final long ABSENT = 0x7ff8_0000_0abc_0defL;

  private volatile long bits;
  private volatile @Nullable DoubleSupplier watched;

  GaugeCell(boolean present) {
    bits = present ? 0 : ABSENT;
  }

  void set(double value) {
    bits = Double.doubleToLongBits(value);
  }

  // Whoever leaves must not take away who has come meanwhile, hence the lock; readers take none.
  synchronized void watch(DoubleSupplier supplier) {
    watched = supplier;
  }

  synchronized void unwatch(DoubleSupplier supplier) {
    if (watched == supplier) {
      bits = ABSENT;
      watched = null;
    }
  }

  /** The number, or null if there is none. Each field is read once: a watch may end meanwhile. */
  @Nullable Double read() {
    DoubleSupplier supplier = watched;
    if (supplier != null) {
      return supplier.getAsDouble();
    }
    long now = bits;
    return now == ABSENT ? null : Double.longBitsToDouble(now);
  }
}
