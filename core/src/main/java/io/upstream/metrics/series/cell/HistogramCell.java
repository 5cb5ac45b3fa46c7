package io.upstream.metrics.series.cell;

import io.upstream.metrics.label.OpenLabel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one histogram series; it takes 24 bytes beside its counts.
 *
 * <p>An array holds the bits of the sum, and then a count for each bucket, not cumulated, the
 * infinite one included. The first word is also the lock: as long as a thread changes or reads the
 * array, a NaN stands in the place of the sum, with the upper bits of the sum in it. An observation
 * takes one compare-and-set, changes a count, and writes the new sum back. A reader takes the same
 * lock, so sum and buckets always belong together, and so they do when the series is retired.
 *
 * <p>A recording thread never waits: a thread that finds the array locked by another makes its own
 * array, a stripe, and uses that from then on. The numbers of a series with contention are the sum
 * of all its arrays. A reader has another NaN, so that a page alone makes no stripes.
 */
public sealed class HistogramCell extends Cell permits SampledHistogramCell {

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(long[][].class);
  private static final VarHandle COUNTS;

  // No sum is a NaN. The first two have room for 51 bits of a sum; a word of a reader is not less
  // than READING, which is more than the bits of any number.
  static final long LOCKED = 0xfff8L << 48;
  private static final long READING = 0x7ff8L << 48;
  private static final long RETIRED = (0xfff0L << 48) + 1;
  private static final int LEFT_OUT = 13; // lowest bits of the sum

  private static final long[] RETIRED_COUNTS = {RETIRED}; // and each stripe of a retired series
  private static final int CACHE_LINE = 8; // words, between two stripes
  private static final int FIRST = -1; // the number of the first array, beside the stripes

  // A lock is held for some instructions. A thread that holds it longer has lost its processor.
  private static final int SPINS = 100;
  private static final long PAUSE_NANOS = 1_000;
  // Pauses of some 50 microseconds. A clock would count the time in which the whole process stood.
  private static final int PAGE_PAUSES = 20_000;
  private static final int RETIRING_PAUSES = 200_000;

  static {
    try {
      COUNTS = MethodHandles.lookup().findVarHandle(HistogramCell.class, "counts", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int bornAt;

  /** The first array, or the stripes, by number, and after them the first array. */
  private volatile Object counts;

  /**
   * Creates a series without observations.
   *
   * @param buckets the number of its classic buckets, the infinite one included
   */
  public HistogramCell(int closed, int bornAt, int buckets) {
    super(closed);
    this.bornAt = bornAt;
    this.counts = new long[1 + buckets];
  }

  /** Returns when the series began, by the clock of its registry. */
  public final int bornAt() {
    return bornAt;
  }

  /** Returns the exemplar of a bucket, or null. */
  public @Nullable Exemplar exemplar(int bucket) {
    return null;
  }

  /**
   * Records an admitted observation; returns false, and has recorded nothing, if the series has
   * left.
   *
   * @param bucket the number of the value's classic bucket
   */
  public boolean record(int bucket, double value) {
    return count(bucket, value);
  }

  /** Records a value, with labels for an exemplar if the series keeps exemplars. */
  public boolean record(int bucket, double value, @Nullable OpenLabel @Nullable [] exemplar) {
    return record(bucket, value);
  }

  final boolean count(int bucket, double value) {
    Object now = counts;
    return (now.getClass() == long[].class && count((long[]) now, FIRST, bucket, value))
        || countAside(bucket, value);
  }

  private boolean count(long[] to, int number, int bucket, double value) {
    long seen = (long) WORD.getOpaque(to, 0);
    double sum = Double.longBitsToDouble(seen) + value;
    if (!(Math.abs(sum) <= Double.MAX_VALUE)) {
      if (isLocked(seen)) {
        return false;
      }
      sum = finite(sum);
    }
    if (!WORD.compareAndSet(to, 0, seen, locked(LOCKED, seen))) {
      return false;
    }
    try {
      observeNative(number, value);
    } catch (RuntimeException | Error e) {
      WORD.setRelease(to, 0, seen); // no memory for a new bucket: nothing is recorded
      throw e;
    }
    to[1 + bucket]++;
    WORD.setRelease(to, 0, Double.doubleToRawLongBits(sum));
    return true;
  }

  /** Returns the word of an array that is locked, given its sum. */
  static long locked(long mark, long sum) {
    return mark | sum >>> LEFT_OUT;
  }

  private static boolean isLocked(long word) {
    return Double.isNaN(Double.longBitsToDouble(word));
  }

  /** Returns the sum of an array, without its lowest bits if another thread keeps the lock. */
  private static double sum(long word) {
    return Double.longBitsToDouble(isLocked(word) ? word << LEFT_OUT : word);
  }

  private static double finite(double sum) {
    return Math.max(-Double.MAX_VALUE, Math.min(sum, Double.MAX_VALUE)); // a NaN stays one
  }

  /**
   * Adds an observation to the exponential buckets that belong to an array, which is locked.
   *
   * @param number the number of the array: of a stripe, or less than 0
   */
  void observeNative(int number, double value) {}

  /** Adds what another series had to the exponential buckets of an array, which is locked. */
  void addNative(int number, NativeCounts natives) {}

  /** Reads the exponential buckets of an array, which is locked. */
  void readNative(int number, NativeCounts natives) {}

  /** Returns an object to read the exponential buckets into; null if the series has none. */
  @Nullable NativeCounts newNatives() {
    return null;
  }

  /** Returns the first array; the one of all retired series if it is retired. */
  final long[] first() {
    Object now = counts;
    return now instanceof long[] alone ? alone : ((long[][]) now)[Stripes.COUNT];
  }

  private boolean countAside(int bucket, double value) {
    for (int i = 0; i < SPINS && counts instanceof long[] alone; i++) {
      long word = (long) WORD.getAcquire(alone, 0);
      if (word == RETIRED) {
        return false;
      }
      if (i > 0 && !isLocked(word) && count(alone, FIRST, bucket, value)) {
        return true; // it was a reader's
      }
      if (word < READING) {
        break;
      }
      Thread.onSpinWait();
    }
    long[][] stripes = stripes();
    return stripes != null && countAside(stripes, bucket, value);
  }

  private boolean countAside(long[][] stripes, int bucket, double value) {
    for (int i = 0; ; i++) {
      int number = Stripes.number(i);
      long[] stripe = stripe(stripes, number);
      if (count(stripe, number, bucket, value)) {
        return true;
      }
      if ((long) WORD.getAcquire(stripe, 0) == RETIRED) {
        return false;
      }
      if (i >= Stripes.COUNT) {
        LockSupport.parkNanos(PAUSE_NANOS); // as many threads are recording as there are stripes
      }
    }
  }

  /** Returns the stripes, made if they are not there; null if the series is retired. */
  private long @Nullable [][] stripes() {
    Object now = counts;
    if (now instanceof long[] alone && alone != RETIRED_COUNTS) {
      long[][] made = new long[Stripes.COUNT + 1][];
      made[Stripes.COUNT] = alone;
      now = COUNTS.compareAndExchange(this, alone, made);
      now = now == alone ? made : now;
    }
    return now instanceof long[][] stripes ? stripes : null;
  }

  private static long[] stripe(long[][] stripes, int number) {
    long[] stripe = (long[]) STRIPE.getAcquire(stripes, number);
    if (stripe == null) {
      long[] made = new long[stripes[Stripes.COUNT].length + CACHE_LINE];
      stripe = (long[]) STRIPE.compareAndExchange(stripes, number, null, made);
      return stripe == null ? made : stripe;
    }
    return stripe;
  }

  /**
   * Reads the series as the page shows it: zeros if the series is hidden.
   *
   * @param natives receives the exponential buckets; null to leave them out
   */
  public final double read(long[] buckets, @Nullable NativeCounts natives, boolean shown) {
    double sum = read(buckets, natives);
    if (!shown && !Double.isNaN(sum)) {
      Arrays.fill(buckets, 0);
      if (natives != null) {
        natives.clear();
      }
      return 0;
    }
    return sum;
  }

  /**
   * Copies the counts of the buckets.
   *
   * @return the sum of the same observations; NaN if the series has left
   */
  public final double read(long[] buckets) {
    return read(buckets, null);
  }

  /**
   * Reads the classic buckets and, unless {@code natives} is null, the exponential ones; returns
   * the sum.
   */
  public final double read(long[] buckets, @Nullable NativeCounts natives) {
    Arrays.fill(buckets, 0);
    if (natives != null) {
      natives.clear();
    }
    double sum = read(first(), FIRST, buckets, natives);
    Object now = counts; // stripes that were made meanwhile are read as well
    for (int i = 0; now instanceof long[][] stripes && i < Stripes.COUNT; i++) {
      long[] stripe = (long[]) STRIPE.getAcquire(stripes, i);
      if (stripe != null) {
        sum += read(stripe, i, buckets, natives);
      }
    }
    if (natives != null) {
      natives.merge();
    }
    return now == RETIRED_COUNTS ? Double.NaN : finite(sum);
  }

  private double read(long[] from, int number, long[] buckets, @Nullable NativeCounts natives) {
    long word = lock(from, READING, PAGE_PAUSES);
    if (word == RETIRED) {
      return Double.NaN;
    }
    try {
      add(from, number, buckets, natives);
    } finally {
      if (!isLocked(word)) {
        WORD.setRelease(from, 0, word);
      }
    }
    return sum(word);
  }

  private void add(long[] from, int number, long[] buckets, @Nullable NativeCounts natives) {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] += from[1 + i];
    }
    if (natives != null) {
      readNative(number, natives);
    }
  }

  /**
   * Locks an array and returns its word, which has the sum.
   *
   * @return {@link #RETIRED}, or a word that is locked if another thread has kept the lock for so
   *     many pauses
   */
  private static long lock(long[] array, long mark, int pauses) {
    for (int i = 0; ; i++) {
      long word = (long) WORD.getAcquire(array, 0);
      if (word == RETIRED
          || (!isLocked(word) && WORD.compareAndSet(array, 0, word, locked(mark, word)))) {
        return word;
      }
      if (i < SPINS) {
        Thread.onSpinWait();
      } else if (i < SPINS + pauses) {
        LockSupport.parkNanos(PAUSE_NANOS);
      } else if (isLocked(word)) {
        // A debugger has stopped the holder, for example. The lock stays, because a holder that
        // continues writes the sum that it has read, and would overwrite the sums of others.
        return word;
      }
    }
  }

  /**
   * Adds observations that another series had, bucket by bucket; returns false, and has added
   * nothing, if the series has left.
   */
  public boolean add(long[] buckets, @Nullable NativeCounts natives, double sum) {
    long[] to = first();
    int number = FIRST;
    for (int i = 0; ; i++) {
      long word = lock(to, LOCKED, RETIRING_PAUSES);
      if (!isLocked(word)) {
        double both = Double.longBitsToDouble(word);
        try {
          if (natives != null) {
            addNative(number, natives);
          }
          for (int bucket = 0; bucket < buckets.length; bucket++) {
            to[1 + bucket] += buckets[bucket];
          }
          both = finite(both + sum);
        } finally {
          WORD.setRelease(to, 0, Double.doubleToRawLongBits(both));
        }
        return true;
      }
      long[][] stripes = word == RETIRED ? null : stripes();
      if (stripes == null) {
        return false;
      }
      number = Stripes.number(i);
      to = stripe(stripes, number); // a thread that was stopped holds the other lock
    }
  }

  @Override
  public void readInto(RetiredTotal total) {
    long[] buckets = new long[first().length - 1];
    NativeCounts natives = newNatives();
    double sum = read(buckets, natives);
    if (!Double.isNaN(sum)) {
      total.add(buckets, natives, sum);
    }
  }

  @Override
  public boolean retire(RetiredTotal total) {
    long[] first = first();
    long[] buckets = new long[first.length - 1];
    NativeCounts natives = newNatives();
    double sum = retire(first, FIRST, buckets, natives);
    Object last = COUNTS.getAndSet(this, RETIRED_COUNTS);
    for (int i = 0; last instanceof long[][] stripes && i < Stripes.COUNT; i++) {
      long[] stripe = (long[]) STRIPE.compareAndExchange(stripes, i, null, RETIRED_COUNTS);
      if (stripe != null) {
        sum += retire(stripe, i, buckets, natives);
      }
    }
    if (natives != null) {
      natives.merge();
    }
    total.add(buckets, natives, sum);
    return true;
  }

  private double retire(long[] from, int number, long[] buckets, @Nullable NativeCounts natives) {
    long word = lock(from, LOCKED, RETIRING_PAUSES);
    if (word == RETIRED) {
      return 0;
    }
    long next = word;
    try {
      add(from, number, buckets, natives);
      next = RETIRED;
    } finally {
      WORD.setRelease(from, 0, next);
    }
    return sum(word);
  }
}
