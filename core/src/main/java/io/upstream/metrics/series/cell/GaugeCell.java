package io.upstream.metrics.series.cell;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The number of one gauge series: the one set last, or a supplier that is called when read. */
public final class GaugeCell extends Cell {

  /**
   * The bits in place of a number where there is none: those of a NaN that no computation makes.
   */
  public static final long ABSENT = 0x7ff8_0000_0abc_0defL;

  private static final long RETIRED = 0x7ff8_0000_0abc_0df0L;
  private static final VarHandle BITS;

  static {
    try {
      BITS = MethodHandles.lookup().findVarHandle(GaugeCell.class, "bits", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile long bits;
  private volatile @Nullable Source watched;
  private volatile boolean set; // since it was last looked at
  private int timesFoundSet; // by the one thread that looks

  /** The supplier of the number while the series is watched. */
  public interface Source {

    /** Returns the number, or null if there is none. */
    @Nullable Double read();

    /** Returns the state of the application's supplier; null if it is none of an application. */
    default @Nullable CollectorState state() {
      return null;
    }

    /** Ends it with its series. */
    default void close() {}
  }

  /** A source of the library's own, which answers at once and does not fail. */
  @FunctionalInterface
  public interface Ours extends Source {

    double value();

    @Override
    default Double read() {
      return value();
    }
  }

  public GaugeCell(int closed, boolean present) {
    super(closed);
    bits = present ? 0 : ABSENT;
  }

  /** Sets the number; returns false if the series has left. */
  public boolean set(double value) {
    long next = Double.doubleToLongBits(value);
    while (true) {
      long seen = bits;
      if (seen == RETIRED) {
        return false;
      }
      if (BITS.compareAndSet(this, seen, next)) {
        set = true;
        return true;
      }
    }
  }

  // A watch that ends must not take away one that has begun meanwhile, hence the lock; readers take
  // none.
  /** Begins a watch, or ends any for null; returns false if the series has left. */
  public synchronized boolean watch(@Nullable Source source) {
    if (bits == RETIRED) {
      return false;
    }
    watched = source;
    return true;
  }

  public synchronized void unwatch(Source source) {
    if (watched == source) {
      bits = ABSENT;
      watched = null;
    }
  }

  /** Returns the state of the application's supplier; null if there is none. */
  public @Nullable CollectorState state() {
    Source source = watched;
    return source == null ? null : source.state();
  }

  /** Returns the number of looks that found it set since the look before. */
  public int timesFoundSet() {
    if (set) {
      set = false;
      int times = timesFoundSet + 1;
      timesFoundSet = times;
    }
    return timesFoundSet;
  }

  /** Returns whether it is watched, or has another number than the 0 that it may begin with. */
  public boolean isUsed() {
    return watched != null || set || timesFoundSet > 0 || (isPresent() && bits != 0);
  }

  /** Returns whether a supplier is watched. */
  public boolean isWatched() {
    return watched != null;
  }

  /** Returns whether the gauge was ever set or is watched. */
  public boolean isPresent() {
    long now = bits;
    return watched != null || (now != ABSENT && now != RETIRED);
  }

  /**
   * Returns the number, or null if there is none. Each field is read once: a watch may end
   * meanwhile.
   */
  public @Nullable Double read() {
    Source source = watched;
    if (source != null) {
      return source.read();
    }
    long now = bits();
    return now == ABSENT ? null : Double.longBitsToDouble(now);
  }

  /** Returns the supplier, or null if none is watched. */
  public @Nullable Source source() {
    return watched;
  }

  /** Returns the bits of the number that was set last; {@link #ABSENT} if there is none. */
  public long bits() {
    long now = bits;
    return now == RETIRED ? ABSENT : now;
  }

  /** Returns the bits of a number; {@link #ABSENT} for null. */
  public static long bits(@Nullable Double number) {
    return number == null ? ABSENT : Double.doubleToLongBits(number);
  }

  /** Ends the series, and any watch of it. */
  public void end() {
    Source ended;
    synchronized (this) {
      ended = watched;
      watched = null;
      bits = RETIRED;
    }
    if (ended != null) {
      ended.close();
    }
  }

  /** Ends the series unless a supplier is watched. */
  @Override
  public synchronized boolean retire(RetiredTotal total) {
    if (watched != null) {
      return false;
    }
    bits = RETIRED;
    total.add(0, 0);
    return true;
  }
}
