package io.upstream.metrics.series.cell;

import io.upstream.metrics.catalog.NativeResolution;
import java.util.Arrays;

/**
 * The exponential buckets of one series at one moment, in order: those of negative numbers first,
 * each by index. An object can be filled several times.
 *
 * <p>The stripes of a series may have different schemas. The result has the lowest of them, or a
 * lower one if together they have too many buckets.
 */
public final class NativeCounts {

  /** Numbers that are no farther from 0 are in the zero bucket. */
  public static final double ZERO_THRESHOLD = NativeScale.ZERO_THRESHOLD;

  private static final long[] NONE = {};

  private final NativeResolution resolution;
  private int schema;
  private long zeros;
  private long[] slots = NONE; // while it is read
  private int read;
  private int size;
  private int negatives;
  private int[] indexes = {};
  private long[] counts = NONE;

  /** Counts of series of a family with this resolution. */
  public NativeCounts(NativeResolution resolution) {
    this.resolution = resolution;
    this.schema = resolution.schema();
  }

  /** Returns the schema of all buckets. */
  public int schema() {
    return schema;
  }

  /** Returns how many observations are in the zero bucket. */
  public long zeros() {
    return zeros;
  }

  /** Returns the number of buckets, including those of negative numbers. */
  public int size() {
    return size;
  }

  /** Returns how many buckets of negative numbers there are; they come first. */
  public int negatives() {
    return negatives;
  }

  /** Returns the index of a bucket. */
  public int index(int bucket) {
    return indexes[bucket];
  }

  /** Returns the count of a bucket, not cumulated. */
  public long count(int bucket) {
    return counts[bucket];
  }

  void clear() {
    schema = resolution.schema();
    zeros = 0;
    read = 0;
    size = 0;
    negatives = 0;
  }

  /** Reads one part of a series, whose lock is held. */
  void read(NativeBuckets from) {
    int finest = from.schema; // read once: the reader does not wait for a slow lock holder
    long[] theirs = from.slots;
    zeros += from.zeros;
    if (slots.length < read + theirs.length) {
      slots = Arrays.copyOf(slots, read + Math.max(read, theirs.length));
    }
    lower(finest);
    int finer = finest - schema;
    for (long slot : theirs) {
      if (slot != 0) {
        slots[read++] = coarser(slot, finer);
      }
    }
  }

  private void lower(int to) {
    for (int i = 0; to < schema && i < read; i++) {
      slots[i] = coarser(slots[i], schema - to);
    }
    schema = Math.min(schema, to);
  }

  private static long coarser(long slot, int schemas) {
    return NativeBuckets.slot(
        NativeScale.coarser(NativeBuckets.index(slot), schemas),
        slot < 0,
        slot & NativeBuckets.MOST);
  }

  /** Puts in order what was read. */
  void merge() {
    Arrays.sort(slots, 0, read);
    if (indexes.length < read) {
      indexes = new int[read];
      counts = new long[read];
    }
    for (int i = 0; i < read; i++) {
      negatives +=
          append(NativeBuckets.index(slots[i]), slots[i] & NativeBuckets.MOST, slots[i] < 0);
    }
    read = 0;
    while (size > resolution.maxBuckets() && schema > NativeResolution.MIN_SCHEMA) {
      halve();
    }
  }

  /** Appends a bucket or adds to the last one; returns 1 for a new bucket of negative numbers. */
  private int append(int index, long count, boolean negative) {
    boolean isFirst = size == (negative ? 0 : negatives);
    if (!isFirst && indexes[size - 1] == index) {
      counts[size - 1] += count;
      return 0;
    }
    indexes[size] = index;
    counts[size++] = count;
    return negative ? 1 : 0;
  }

  private void halve() {
    int before = size;
    int negative = negatives;
    size = 0;
    negatives = 0;
    for (int i = 0; i < before; i++) {
      negatives += append(NativeScale.coarser(indexes[i], 1), counts[i], i < negative);
    }
    schema--;
  }

  /** Takes away what the same series had before. */
  void subtract(NativeCounts before) {
    while (before.schema > schema) {
      before.halve();
    }
    zeros -= before.zeros;
    int other = 0;
    int kept = 0;
    int keptNegatives = 0;
    for (int i = 0; i < size; i++) {
      boolean negative = i < negatives;
      long rest = counts[i];
      int end = negative ? before.negatives : before.size;
      other = negative ? other : Math.max(other, before.negatives);
      while (other < end && before.indexes[other] < indexes[i]) {
        other++;
      }
      if (other < end && before.indexes[other] == indexes[i]) {
        rest -= before.counts[other];
      }
      if (rest != 0) {
        indexes[kept] = indexes[i];
        counts[kept++] = rest;
        keptNegatives += negative ? 1 : 0;
      }
    }
    size = kept;
    negatives = keptNegatives;
  }
}
