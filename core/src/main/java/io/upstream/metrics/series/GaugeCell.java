package io.upstream.metrics.series;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The number of one gauge series: what was set last, or what somebody is asked for when read. */
final class GaugeCell {

  // A NaN that no computation makes: the series has not been set yet, or is watched no more.
  private static final long ABSENT = 0x7ff8_0000_0abc_0defL;

  private volatile long bits;
  private volatile @Nullable Watched watched;

  /** Who is asked, and whether he has answered. */
  private record Watched(DoubleSupplier supplier, AskingThread.Turn turn) {}

  /** A supplier of the library's own: it neither fails nor takes its time. */
  @FunctionalInterface
  interface Ours extends DoubleSupplier {}

  GaugeCell(boolean present) {
    bits = present ? 0 : ABSENT;
  }

  void set(double value) {
    bits = Double.doubleToLongBits(value);
  }

  void watch(DoubleSupplier supplier) {
    watched = new Watched(supplier, new AskingThread.Turn());
  }

  void unwatch(DoubleSupplier supplier) {
    Watched now = watched;
    if (now != null && now.supplier() == supplier) {
      bits = ABSENT;
      watched = null;
    }
  }

  boolean isPresent() {
    return watched != null || bits != ABSENT;
  }

  /** Whether the code of others is asked for the number. */
  boolean isOfOthers() {
    Watched now = watched;
    return now != null && !(now.supplier() instanceof Ours);
  }

  AskingThread.@Nullable Turn turn() {
    Watched now = watched;
    return now == null ? null : now.turn();
  }

  double value() {
    Watched now = watched;
    return now == null ? Double.longBitsToDouble(bits) : now.supplier().getAsDouble();
  }
}
