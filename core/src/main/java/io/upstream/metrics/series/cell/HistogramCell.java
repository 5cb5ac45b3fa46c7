package io.upstream.metrics.series.cell;

import io.upstream.metrics.catalog.NativeResolution;
import io.upstream.metrics.label.OpenLabel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one histogram series.
 *
 * <p>An array holds a count for each bucket, not cumulated, the infinite one included, and then the
 * bits of the sum. The sign bit of its first word locks it: an observation takes one
 * compare-and-set, changes a count and the sum, and writes the first word back. A reader takes the
 * same lock, so sum and buckets always belong together, and so they do when the series is retired.
 *
 * <p>A recording thread never waits: a thread that finds the array locked by another makes its own
 * array, a stripe, and uses that from then on. The numbers of a series with contention are the sum
 * of all its arrays. A reader marks its lock, so that a page alone makes no stripes.
 */
public sealed class HistogramCell extends Cell implements DoubleConsumer
    permits SampledHistogramCell {

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(long[][].class);
  private static final VarHandle STRIPES;

  private static final long LOCKED = Long.MIN_VALUE;
  private static final long READING = 1L << 62;
  private static final long RETIRED = -1;
  private static final long[] RETIRED_STRIPE = {RETIRED};
  private static final long[][] NO_STRIPES = {};
  private static final int CACHE_LINE = 8; // words, between two stripes

  // A lock is held for some instructions. A thread that holds it longer has lost its processor.
  private static final int SPINS = 100;
  private static final long PAUSE_NANOS = 1_000;
  private static final long PAGE_WAITS_NANOS = 1_000_000_000;
  private static final long RETIRING_WAITS_NANOS = 10_000_000_000L;

  static {
    try {
      STRIPES =
          MethodHandles.lookup().findVarHandle(HistogramCell.class, "stripes", long[][].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int bornAt;
  final HistogramLayout layout;
  final long[] words; // for tests of this package
  private volatile long @Nullable [] @Nullable [] stripes;

  public HistogramCell(int closed, int bornAt, HistogramLayout layout) {
    super(closed);
    this.bornAt = bornAt;
    this.layout = layout;
    this.words = new long[layout.bounds.length + 2];
  }

  /** Returns when the series began, by the clock of its registry. */
  public final int bornAt() {
    return bornAt;
  }

  /** Returns the exemplar of a bucket, or null. */
  public @Nullable Exemplar exemplar(int bucket) {
    return null;
  }

  /** Records an observation, or counts why it is refused. */
  @Override
  public final void accept(double value) {
    if (layout.admits(value)) {
      record(value);
    }
  }

  /**
   * Records an admitted observation; returns false, and has recorded nothing, if the series has
   * left.
   */
  public boolean record(double value) {
    return record(layout.bucket(value), value);
  }

  /** Records a value, with labels for an exemplar if the series keeps exemplars. */
  public boolean record(double value, @Nullable OpenLabel @Nullable [] exemplar) {
    return record(value);
  }

  /** Records a value whose bucket is given. */
  final boolean record(int bucket, double value) {
    long[] to = words;
    return (stripes == null && record(to, to.length - 1, bucket, value))
        || recordAside(bucket, value);
  }

  private boolean record(long[] to, int sumAt, int bucket, double value) {
    long first = (long) WORD.getOpaque(to, 0);
    if (first < 0 || !WORD.compareAndSet(to, 0, first, first | LOCKED)) {
      return false;
    }
    try {
      observeNative(to, value);
    } catch (RuntimeException | Error e) {
      WORD.setRelease(to, 0, first); // no memory for a new bucket: nothing is recorded
      throw e;
    }
    double sum = Double.longBitsToDouble(to[sumAt]) + value;
    to[sumAt] = Double.doubleToRawLongBits(Double.isInfinite(sum) ? finite(sum) : sum);
    int isFirst = (bucket - 1) >>> 31; // without a branch, which would be predicted wrongly
    to[bucket] += 1 - isFirst; // if it is the first word, the same number, still locked
    WORD.setRelease(to, 0, first + isFirst);
    return true;
  }

  /** Adds an observation to the exponential buckets of an array, which is locked. */
  void observeNative(long[] array, double value) {}

  /** Adds what another series had to the exponential buckets of an array, which is locked. */
  void addNative(long[] array, NativeCounts counts) {}

  /** Reads the exponential buckets of an array, which is locked. */
  void readNative(long[] array, NativeCounts counts) {}

  /** Returns the number of the stripe that an array is; less than 0 for the first array. */
  final int stripe(long[] array) {
    return array == words ? -1 : (int) array[array.length - 1];
  }

  private static double finite(double sum) {
    return Math.copySign(Double.MAX_VALUE, sum);
  }

  private boolean recordAside(int bucket, double value) {
    for (int i = 0; stripes == null && i < SPINS; i++) {
      long first = (long) WORD.getAcquire(words, 0);
      if (first == RETIRED) {
        return false;
      }
      if (first >= 0 && i > 0 && record(words, words.length - 1, bucket, value)) {
        return true; // it was a reader's
      }
      if ((first & READING) == 0) {
        break;
      }
      Thread.onSpinWait();
    }
    long[][] shared = shared();
    for (int i = 0; shared.length > 0; i++) {
      long[] stripe = stripe(shared, Stripes.ofThread() + i);
      if (record(stripe, words.length - 1, bucket, value)) {
        return true;
      }
      if ((long) WORD.getAcquire(stripe, 0) == RETIRED) {
        return false;
      }
      if (i >= shared.length) {
        LockSupport.parkNanos(PAUSE_NANOS); // as many threads are recording as there are stripes
      }
    }
    return false;
  }

  private long[][] shared() {
    long[][] shared = stripes;
    if (shared == null) {
      long[][] made = new long[Stripes.COUNT][];
      shared = (long[][]) STRIPES.compareAndExchange(this, null, made);
      return shared == null ? made : shared;
    }
    return shared;
  }

  private long[] stripe(long[][] shared, int number) {
    int at = number & (shared.length - 1);
    long[] stripe = (long[]) STRIPE.getAcquire(shared, at);
    if (stripe == null) {
      long[] made = new long[words.length + CACHE_LINE];
      made[made.length - 1] = at;
      stripe = (long[]) STRIPE.compareAndExchange(shared, at, null, made);
      return stripe == null ? made : stripe;
    }
    return stripe;
  }

  /**
   * Reads the series as the page shows it: zeros if the series is hidden.
   *
   * @param natives receives the exponential buckets; null to leave them out
   */
  public final double read(long[] counts, @Nullable NativeCounts natives, boolean shown) {
    double sum = read(counts, natives);
    if (!shown && !Double.isNaN(sum)) {
      Arrays.fill(counts, 0);
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
  public final double read(long[] counts) {
    return read(counts, null);
  }

  /**
   * Reads the classic buckets and, unless {@code natives} is null, the exponential ones; returns
   * the sum.
   */
  public final double read(long[] counts, @Nullable NativeCounts natives) {
    Arrays.fill(counts, 0);
    if (natives != null) {
      natives.clear();
    }
    double sum = readArray(words, counts, natives);
    long[][] shared = stripes;
    for (int i = 0; shared != null && i < shared.length; i++) {
      long[] stripe = (long[]) STRIPE.getAcquire(shared, i);
      if (stripe != null) {
        sum += readArray(stripe, counts, natives);
      }
    }
    if (natives != null) {
      natives.merge();
    }
    return Double.isInfinite(sum) ? finite(sum) : sum;
  }

  private double readArray(long[] from, long[] counts, @Nullable NativeCounts natives) {
    long first = lock(from, LOCKED | READING, PAGE_WAITS_NANOS);
    if (first == RETIRED) {
      return Double.NaN;
    }
    try {
      return add(from, first, counts, natives);
    } finally {
      if (first >= 0) {
        WORD.setRelease(from, 0, first);
      }
    }
  }

  private double add(long[] from, long first, long[] counts, @Nullable NativeCounts natives) {
    counts[0] += first & ~(LOCKED | READING);
    for (int i = 1; i < words.length - 1; i++) {
      counts[i] += from[i];
    }
    if (natives != null) {
      readNative(from, natives);
    }
    return Double.longBitsToDouble(from[words.length - 1]);
  }

  /**
   * Locks an array and returns its previous first word, or the mark of a retired array.
   *
   * @return less than 0, with the lock's sign, if another thread has kept the lock for too long
   */
  private static long lock(long[] array, long mark, long patience) {
    long start = 0;
    for (int i = 0; ; i++) {
      long first = (long) WORD.getAcquire(array, 0);
      if (first == RETIRED) {
        return RETIRED;
      }
      if (first >= 0 && WORD.compareAndSet(array, 0, first, first | mark)) {
        return first;
      }
      if (i < SPINS) {
        Thread.onSpinWait();
      } else if (i == SPINS) {
        start = System.nanoTime();
      } else if (System.nanoTime() - start < patience) {
        LockSupport.parkNanos(PAUSE_NANOS);
      } else {
        // The holder waits for a processor, or an error has ended it. The lock stays, because a
        // holder that continues writes the numbers that it has read, and would overwrite the counts
        // of others.
        return first | LOCKED;
      }
    }
  }

  /**
   * Adds observations that another series had, bucket by bucket; returns false, and has added
   * nothing, if the series has left.
   */
  public boolean add(long[] counts, @Nullable NativeCounts natives, double sum) {
    long[] to = words;
    for (int i = 0; ; i++) {
      long first = lock(to, LOCKED, RETIRING_WAITS_NANOS);
      if (first >= 0) {
        long next = first;
        try {
          if (natives != null) {
            addNative(to, natives);
          }
          for (int bucket = 1; bucket < counts.length; bucket++) {
            to[bucket] += counts[bucket];
          }
          int sumAt = counts.length;
          double both = Double.longBitsToDouble(to[sumAt]) + sum;
          to[sumAt] = Double.doubleToRawLongBits(Double.isInfinite(both) ? finite(both) : both);
          next = first + counts[0];
        } finally {
          WORD.setRelease(to, 0, next);
        }
        return true;
      }
      long[][] shared = first == RETIRED ? NO_STRIPES : shared();
      if (shared.length == 0) {
        return false;
      }
      to = stripe(shared, i); // an ended thread holds the other lock
    }
  }

  private @Nullable NativeCounts natives() {
    NativeResolution resolution = layout.resolution;
    return resolution == null ? null : new NativeCounts(resolution);
  }

  @Override
  public void readInto(RetiredTotal total) {
    long[] counts = new long[words.length - 1];
    NativeCounts natives = natives();
    double sum = read(counts, natives);
    if (!Double.isNaN(sum)) {
      total.add(counts, natives, sum);
    }
  }

  @Override
  public boolean retire(RetiredTotal total) {
    long[] counts = new long[words.length - 1];
    NativeCounts natives = natives();
    double sum = retire(words, counts, natives);
    long[][] shared = (long[][]) STRIPES.getAndSet(this, NO_STRIPES);
    for (int i = 0; shared != null && i < shared.length; i++) {
      long[] stripe = (long[]) STRIPE.compareAndExchange(shared, i, null, RETIRED_STRIPE);
      if (stripe != null) {
        sum += retire(stripe, counts, natives);
      }
    }
    if (natives != null) {
      natives.merge();
    }
    total.add(counts, natives, sum);
    return true;
  }

  private double retire(long[] from, long[] counts, @Nullable NativeCounts natives) {
    long first = lock(from, LOCKED, RETIRING_WAITS_NANOS);
    if (first == RETIRED) {
      return 0;
    }
    long next = first;
    try {
      double sum = add(from, first, counts, natives);
      next = RETIRED;
      return sum;
    } finally {
      WORD.setRelease(from, 0, next);
    }
  }
}
