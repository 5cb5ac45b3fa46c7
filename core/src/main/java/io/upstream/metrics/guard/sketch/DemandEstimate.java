package io.upstream.metrics.guard.sketch;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the number of distinct values of a label that callers used, named or not, in 1.6 KB.
 *
 * <p>Add the {@link KeyedHash} of each value. Adding a value twice changes nothing; adding takes no
 * lock and allocates nothing.
 */
public final class DemandEstimate {

  // HyperLogLog with 2,048 registers of six bits; an int holds five of them. Each register keeps
  // the longest run of leading zeros among the hashes that it got, plus one. The standard error is
  // 1.04 / sqrt(2048) = 2.3 %. It is less if there are fewer values than registers, because the
  // share of empty registers then says more.
  //
  // The sum follows O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches"
  // (2017). That needs neither a table of corrections nor a switch between formulas, so the
  // estimate does not jump at a value where a dashboard might alert.
  private static final int INDEX_BITS = 11;
  private static final int REGISTERS = 1 << INDEX_BITS;
  private static final int MOST = 64 - INDEX_BITS + 1;
  private static final int PER_INT = 5;
  private static final int WIDTH = 6;
  private static final int MASK = (1 << WIDTH) - 1;

  // Made for the first value: most label types of a catalogue are not used by most services.
  private final AtomicReference<@Nullable AtomicIntegerArray> registers = new AtomicReference<>();

  private volatile boolean isChanged; // since the estimate began to read the registers
  private long estimate;

  /** Counts a value by its hash. */
  public void add(long hash) {
    AtomicIntegerArray packed = registers();
    int register = (int) (hash >>> (64 - INDEX_BITS));
    int run = Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << (INDEX_BITS - 1)) + 1;
    int at = register / PER_INT;
    int shift = register % PER_INT * WIDTH;
    int seen = packed.get(at);
    while ((seen >>> shift & MASK) < run) {
      int more = (seen & ~(MASK << shift)) | run << shift;
      if (packed.compareAndSet(at, seen, more)) {
        isChanged = true;
        return;
      }
      seen = packed.get(at);
    }
  }

  private AtomicIntegerArray registers() {
    AtomicIntegerArray packed = registers.get();
    if (packed != null) {
      return packed;
    }
    AtomicIntegerArray fresh = new AtomicIntegerArray((REGISTERS + PER_INT - 1) / PER_INT);
    packed = registers.compareAndExchange(null, fresh);
    return packed == null ? fresh : packed;
  }

  /**
   * Returns an estimate of the number of distinct values that were added. Every page asks for it,
   * and registers change ever more rarely, so the last estimate is kept.
   */
  public synchronized long estimate() {
    AtomicIntegerArray packed = registers.get();
    if (packed != null && isChanged) {
      isChanged = false;
      estimate = estimateOf(packed);
    }
    return estimate;
  }

  private static long estimateOf(AtomicIntegerArray packed) {
    int[] registersWith = new int[MOST + 1];
    for (int register = 0; register < REGISTERS; register++) {
      int run = packed.get(register / PER_INT) >>> (register % PER_INT * WIDTH) & MASK;
      registersWith[run]++;
    }
    double all = REGISTERS;
    double sum = all * tau(1 - registersWith[MOST] / all);
    for (int run = MOST - 1; run >= 1; run--) {
      sum = (sum + registersWith[run]) / 2;
    }
    sum += all * sigma(registersWith[0] / all);
    return Math.round(all * all / (2 * Math.log(2) * sum));
  }

  /** Returns what empty registers add: x + sum of 2^(k-1) x^(2^k). */
  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double weight = 1;
    double sum = x;
    double before;
    do {
      x *= x;
      before = sum;
      sum += x * weight;
      weight *= 2;
    } while (sum != before);
    return sum;
  }

  /** Returns what full registers take away, which no real number of values ever fills. */
  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double weight = 1;
    double sum = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = sum;
      weight /= 2;
      sum -= (1 - x) * (1 - x) * weight;
    } while (sum != before);
    return sum / 3;
  }
}
