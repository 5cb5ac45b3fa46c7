package io.upstream.metrics.series.cell;

import io.upstream.metrics.label.OpenLabel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The number of one counter series; it takes 32 bytes until threads contend for it.
 *
 * <p>Whole amounts are added to {@code base}, by compare-and-set. A thread whose compare-and-set
 * fails makes {@link CounterStripes}, and from then on each thread adds to its own stripe. A page
 * of a million counters has a million cells, and almost none is ever contended. The second bit of
 * the base says that there are stripes, so one number tells a recording thread all it has to know.
 *
 * <p>Both are never less than 0 while the series exists. Retiring the cell replaces each by a
 * negative number, atomically, and sums the replaced numbers: an amount is either in that sum, or
 * its compare-and-set fails.
 */
public sealed class CounterCell extends Cell permits SampledCounterCell {

  static final long RETIRED = Long.MIN_VALUE;
  private static final long STRIPED = 1L << 62; // of the base, whose count is less

  // Amounts as large would fill a long within a life time; a double holds the sum of such exactly
  // enough.
  private static final long LARGE = 1L << 32;

  private static final VarHandle BASE;
  private static final VarHandle STRIPES;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BASE = lookup.findVarHandle(CounterCell.class, "base", long.class);
      STRIPES = lookup.findVarHandle(CounterCell.class, "stripes", CounterStripes.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int bornAt;
  private volatile long base;
  private volatile @Nullable CounterStripes stripes;

  public CounterCell(int closed, int bornAt) {
    super(closed);
    this.bornAt = bornAt;
  }

  /** Returns when the series began, by the clock of its registry. */
  public final int bornAt() {
    return bornAt;
  }

  /** Returns the exemplar of the series, or null. */
  public @Nullable Exemplar exemplar() {
    return null;
  }

  /** Adds 0 or more; returns false, and has added nothing, if the series has left. */
  public boolean add(long amount) {
    if (amount < LARGE) {
      long seen = (long) BASE.getOpaque(this);
      long next = seen + amount;
      if ((seen | next) >>> 62 == 0 && BASE.compareAndSet(this, seen, next)) {
        return true;
      }
    }
    return addSlowly(amount);
  }

  /** Adds an amount, with labels for an exemplar if the series keeps exemplars. */
  public boolean add(long amount, @Nullable OpenLabel @Nullable [] exemplar) {
    return add(amount);
  }

  /** Adds an amount with a fraction, with labels for an exemplar if the series keeps exemplars. */
  public boolean add(double amount, @Nullable OpenLabel @Nullable [] exemplar) {
    return add(amount);
  }

  /** Adds an amount that a series counted before it left; no exemplar is taken. */
  public boolean addFolded(long amount) {
    return add(amount);
  }

  /** Adds an amount with a fraction that a series counted before it left; no exemplar is taken. */
  public boolean addFolded(double amount) {
    return add(amount);
  }

  private boolean addSlowly(long amount) {
    CounterStripes shared = share();
    return amount >= LARGE ? shared.add((double) amount) : shared.add(amount);
  }

  /** Adds 0 or more, with a fraction or not. */
  public boolean add(double amount) {
    long whole = (long) amount;
    if (amount == whole && whole < LARGE) {
      return addFolded(whole); // an override of add takes the span once
    }
    return share().add(amount);
  }

  /**
   * Returns the stripes, made if they are not there; those of all that have left if it has left.
   */
  private CounterStripes share() {
    CounterStripes shared = stripes;
    if (shared == null) {
      CounterStripes made = new CounterStripes();
      shared = (CounterStripes) STRIPES.compareAndExchange(this, null, made);
      shared = shared == null ? made : shared;
    }
    if (base >>> 62 == 0) {
      BASE.getAndBitwiseOr(this, STRIPED); // the base of one that has left stays less than 0
    }
    return shared;
  }

  /** Returns the count of the base; less than 0 if the series has left. */
  private long base() {
    return base & ~STRIPED;
  }

  /** Returns the whole number; less than 0 if the series has left or its number has a fraction. */
  public final long whole() {
    long sum = base();
    CounterStripes shared = stripes;
    return shared == null || sum < 0 ? sum : shared.whole(sum);
  }

  /** Returns the number, at most {@link Double#MAX_VALUE}; NaN if the series has left. */
  public final double value() {
    long sum = base();
    if (sum < 0) {
      return Double.NaN;
    }
    CounterStripes shared = stripes;
    return shared == null ? sum : shared.value(sum);
  }

  @Override
  public void readInto(RetiredTotal total) {
    CounterStripes shared = stripes;
    if (shared == null) {
      total.add(base(), 0);
    } else {
      shared.readInto(base(), total);
    }
  }

  @Override
  public boolean retire(RetiredTotal total) {
    long sum = (long) BASE.getAndSet(this, RETIRED) & ~STRIPED;
    CounterStripes shared = (CounterStripes) STRIPES.getAndSet(this, CounterStripes.RETIRED);
    if (shared == null) {
      total.add(sum, 0);
    } else {
      shared.retire(sum, total);
    }
    return true;
  }
}
