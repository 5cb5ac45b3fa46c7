package io.upstream.metrics.series;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The number of one gauge series: what was set last, or what somebody is asked for when read. */
public final class GaugeCell {

  // A NaN that no computation makes: the series has not been set yet, or is watched no more.
  private static final long ABSENT = 0x7ff8_0000_0abc_0defL;

  private volatile long bits;
  private volatile @Nullable DoubleSupplier watched; // Ours or Other

  /** A supplier of the library's own: it neither fails nor takes its time. */
  @FunctionalInterface
  interface Ours extends DoubleSupplier {}

  /** Somebody else's supplier, and whether it has answered. */
  private record Other(DoubleSupplier supplier, CollectorState state) implements DoubleSupplier {

    @Override
    public double getAsDouble() {
      return supplier.getAsDouble();
    }
  }

  GaugeCell(boolean present) {
    bits = present ? 0 : ABSENT;
  }

  void set(double value) {
    bits = Double.doubleToLongBits(value);
  }

  // Whoever leaves must not take away who has come meanwhile, hence the lock; readers take none.
  synchronized void watch(@Nullable DoubleSupplier supplier) {
    watched =
        supplier == null || supplier instanceof Ours
            ? supplier
            : new Other(supplier, new CollectorState());
  }

  synchronized void unwatch(DoubleSupplier supplier) {
    DoubleSupplier now = watched;
    if (now == supplier || (now instanceof Other other && other.supplier() == supplier)) {
      bits = ABSENT;
      watched = null;
    }
  }

  /** Whether an application's supplier is still running; null where there is none. */
  public @Nullable CollectorState state() {
    return watched instanceof Other other ? other.state() : null;
  }

  /** The number, or null if there is none. Each field is read once: a watch may end meanwhile. */
  public @Nullable Double read() {
    DoubleSupplier supplier = watched;
    if (supplier != null) {
      return supplier.getAsDouble();
    }
    long now = bits;
    return now == ABSENT ? null : Double.longBitsToDouble(now);
  }
}
