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

  void watch(@Nullable DoubleSupplier supplier) {
    watched = supplier;
  }

  void unwatch(DoubleSupplier supplier) {
    if (watched == supplier) {
      bits = ABSENT;
      watched = null;
    }
  }

  boolean isPresent() {
    return watched != null || bits != ABSENT;
  }

  double value() {
    DoubleSupplier supplier = watched;
    return supplier == null ? Double.longBitsToDouble(bits) : supplier.getAsDouble();
  }
}
