package io.upstream.metrics.series.cell;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a counter beside its base: stripes for threads that contend for the counter, and the
 * sum of the amounts with a fraction.
 *
 * <p>A stripe fills a cache line, and the first thread that needs it makes it. Its first word is a
 * whole number, its second the bits of a double. Counters with fractions but without contention use
 * the double in {@code fraction}.
 */
final class CounterStripes {

  /** The stripes of every counter that has left. */
  static final CounterStripes RETIRED = new CounterStripes();

  // A NaN that no computation makes.
  private static final long RETIRED_FRACTION = 0x7ff8_0000_0abc_0defL;
  private static final long[] RETIRED_STRIPE = {CounterCell.RETIRED, RETIRED_FRACTION};
  private static final int WORDS = 8; // of a cache line

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(long[][].class);
  private static final VarHandle FRACTION;

  static {
    try {
      FRACTION = MethodHandles.lookup().findVarHandle(CounterStripes.class, "fraction", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
    RETIRED.fraction = RETIRED_FRACTION;
    for (int i = 0; i < RETIRED.stripes.length; i++) {
      RETIRED.stripes[i] = RETIRED_STRIPE;
    }
  }

  private volatile long fraction;
  private final long[] @Nullable [] stripes = new long[Stripes.COUNT][];

  boolean add(long amount) {
    long[] stripe = own();
    while (true) {
      long seen = (long) WORD.getOpaque(stripe, 0);
      if (seen < 0) {
        return false;
      }
      long next = seen + amount;
      if (WORD.compareAndSet(stripe, 0, seen, next < 0 ? Long.MAX_VALUE : next)) {
        return true;
      }
    }
  }

  boolean add(double amount) {
    long seen = fraction;
    if (seen == RETIRED_FRACTION) {
      return false;
    }
    if (FRACTION.compareAndSet(this, seen, sum(seen, amount))) {
      return true;
    }
    long[] stripe = own();
    while (true) {
      seen = (long) WORD.getOpaque(stripe, 1);
      if (seen == RETIRED_FRACTION) {
        return false;
      }
      if (WORD.compareAndSet(stripe, 1, seen, sum(seen, amount))) {
        return true;
      }
    }
  }

  private static long sum(long bits, double amount) {
    return Double.doubleToRawLongBits(
        Math.min(Double.longBitsToDouble(bits) + amount, Double.MAX_VALUE));
  }

  private long[] own() {
    int at = Stripes.number(0);
    long[] stripe = (long[]) STRIPE.getAcquire(stripes, at);
    if (stripe == null) {
      long[] made = new long[WORDS];
      stripe = (long[]) STRIPE.compareAndExchange(stripes, at, null, made);
      return stripe == null ? made : stripe;
    }
    return stripe;
  }

  /**
   * Returns the whole number together with a base; less than 0 if the series has left or has a
   * fraction.
   */
  long whole(long base) {
    long sum = base;
    long fractions = fraction;
    for (int i = 0; i < stripes.length; i++) {
      long[] stripe = (long[]) STRIPE.getAcquire(stripes, i);
      if (stripe != null) {
        long more = (long) WORD.getOpaque(stripe, 0);
        if (more < 0) {
          return CounterCell.RETIRED;
        }
        sum = RetiredTotal.plus(sum, more);
        fractions |= (long) WORD.getOpaque(stripe, 1);
      }
    }
    return fractions == 0 ? sum : CounterCell.RETIRED;
  }

  /** Returns the number together with a base; NaN if the series has left. */
  double value(long base) {
    double rest = Double.longBitsToDouble(fraction);
    long sum = base;
    for (int i = 0; i < stripes.length; i++) {
      long[] stripe = (long[]) STRIPE.getAcquire(stripes, i);
      if (stripe != null) {
        long more = (long) WORD.getOpaque(stripe, 0);
        if (more < 0) {
          return Double.NaN;
        }
        sum = RetiredTotal.plus(sum, more);
        rest += Double.longBitsToDouble((long) WORD.getOpaque(stripe, 1));
      }
    }
    return Math.min(sum + rest, Double.MAX_VALUE); // a NaN stays one
  }

  /** Adds both numbers together with a base to a total, without changing them. */
  void readInto(long base, RetiredTotal total) {
    long whole = base;
    double rest = Double.longBitsToDouble(fraction);
    for (int i = 0; i < stripes.length; i++) {
      long[] stripe = (long[]) STRIPE.getAcquire(stripes, i);
      if (stripe != null) {
        whole += (long) WORD.getOpaque(stripe, 0);
        rest += Double.longBitsToDouble((long) WORD.getOpaque(stripe, 1));
      }
    }
    total.add(whole, rest);
  }

  /** Retires all stripes and adds their numbers to a total. */
  void retire(long base, RetiredTotal total) {
    long whole = base;
    double rest = Double.longBitsToDouble((long) FRACTION.getAndSet(this, RETIRED_FRACTION));
    for (int i = 0; i < stripes.length; i++) {
      long[] stripe = (long[]) STRIPE.getAndSet(stripes, i, RETIRED_STRIPE);
      if (stripe != null) {
        whole = RetiredTotal.plus(whole, (long) WORD.getAndSet(stripe, 0, CounterCell.RETIRED));
        rest += Double.longBitsToDouble((long) WORD.getAndSet(stripe, 1, RETIRED_FRACTION));
      }
    }
    total.add(whole, rest);
  }
}
