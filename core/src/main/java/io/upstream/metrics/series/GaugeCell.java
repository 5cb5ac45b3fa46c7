package io.upstream.metrics.series;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The number of one gauge series: what was set last, or what somebody is asked for when read. */
final class GaugeCell {

  // A NaN that no computation makes: the series has not been set yet, or is watched no more.
  private static final long ABSENT = 0x7ff8_0000_0abc_0defL;

  private volatile long bits;
  private volatile @Nullable DoubleSupplier watched; // Ours or Other

  /** A supplier of the library's own: it neither fails nor takes its time. */
  @FunctionalInterface
  interface Ours extends DoubleSupplier {}

  /** Somebody else's supplier, and whether it has answered. */
  private record Other(DoubleSupplier supplier, AskingThread.Turn turn) implements DoubleSupplier {

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
            : new Other(supplier, new AskingThread.Turn());
  }

  synchronized void unwatch(DoubleSupplier supplier) {
    DoubleSupplier now = watched;
    if (now == supplier || (now instanceof Other other && other.supplier() == supplier)) {
      bits = ABSENT;
      watched = null;
    }
  }

  /** Whose turn it is to be asked, where it is not the library's own; null where nobody's is. */
  AskingThread.@Nullable Turn turn() {
    return watched instanceof Other other ? other.turn() : null;
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
