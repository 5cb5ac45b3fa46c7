package io.upstream.metrics.series.cell;

import io.upstream.metrics.catalog.NativeResolution;

/**
 * The exponential buckets of one histogram series, or of one stripe of it; the stripe's lock guards
 * them.
 *
 * <p>A hash table with open addressing and linear probing holds one long for each bucket that has
 * counted something: 20 bits of key, then 44 bits of count. A bucket whose count is full goes on in
 * another slot, so counts stay exact. A table of other size is filled before it takes the place of
 * the old one, so that an OutOfMemoryError changes nothing.
 */
final class NativeBuckets {

  static final int COUNT_BITS = 44;
  static final long MOST = (1L << COUNT_BITS) - 1;

  private static final int OFFSET = 1 << 15; // makes every index above the zero bucket positive
  private static final int INDEX = (1 << 19) - 1;
  private static final int NEGATIVE = 1 << 19; // the sign bit of a slot
  private static final int FIRST_SIZE = 4;
  private static final long[] NONE = {0};

  long[] slots = NONE;
  int schema;
  long zeros;
  private int used;

  NativeBuckets(NativeResolution resolution) {
    this.schema = resolution.schema();
  }

  static long slot(int index, boolean negative, long count) {
    return (long) (index + OFFSET | (negative ? NEGATIVE : 0)) << COUNT_BITS | count;
  }

  static int index(long slot) {
    return ((int) (slot >>> COUNT_BITS) & INDEX) - OFFSET;
  }

  /** Adds one observation, unless memory for a new bucket cannot be had. */
  void observe(double value, int maxBuckets) {
    double size = Math.abs(value);
    if (size <= NativeScale.ZERO_THRESHOLD) {
      zeros++;
    } else {
      add(NativeScale.index(size), NativeResolution.MAX_SCHEMA, value < 0, 1, maxBuckets);
    }
  }

  /** Adds what another series had. */
  void add(NativeCounts counts, int maxBuckets) {
    while (schema > counts.schema()) {
      halve();
    }
    for (int i = 0; i < counts.size(); i++) {
      for (long rest = counts.count(i); rest > 0; rest -= MOST) {
        long part = Math.min(rest, MOST);
        add(counts.index(i), counts.schema(), i < counts.negatives(), part, maxBuckets);
      }
    }
    zeros += counts.zeros();
  }

  private void add(int index, int of, boolean negative, long count, int maxBuckets) {
    while (true) {
      long next = slot(NativeScale.coarser(index, of - schema), negative, count);
      int place = place(slots, next);
      if (slots[place] != 0) {
        slots[place] += count;
        return;
      }
      if (used >= maxBuckets && schema > NativeResolution.MIN_SCHEMA) {
        halve();
      } else if (4 * (used + 1) > 3 * slots.length) {
        slots = copy(Math.max(FIRST_SIZE, 2 * slots.length), 0);
      } else {
        slots[place] = next;
        used++;
        return;
      }
    }
  }

  /** Returns the place of a bucket that can take so much more, or the place that is free for it. */
  private static int place(long[] slots, long next) {
    int key = (int) (next >>> COUNT_BITS);
    int at = key * 0x9e3779b9;
    at ^= at >>> 16;
    while (true) {
      long slot = slots[at & (slots.length - 1)];
      if (slot == 0
          || ((int) (slot >>> COUNT_BITS) == key && (slot & MOST) + (next & MOST) <= MOST)) {
        return at & (slots.length - 1);
      }
      at++;
    }
  }

  private void halve() {
    slots = copy(slots.length, 1);
    schema--;
  }

  private long[] copy(int length, int schemas) {
    long[] copy = new long[length];
    int count = 0;
    for (long slot : slots) {
      if (slot != 0) {
        long next = slot(NativeScale.coarser(index(slot), schemas), slot < 0, slot & MOST);
        int place = place(copy, next);
        count += copy[place] == 0 ? 1 : 0;
        copy[place] = copy[place] == 0 ? next : copy[place] + (next & MOST);
      }
    }
    used = count;
    return copy;
  }
}
