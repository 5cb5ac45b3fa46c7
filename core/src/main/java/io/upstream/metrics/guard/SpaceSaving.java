package io.upstream.metrics.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A bounded set of counters for the most frequent hashes of a stream.
 *
 * <p>The algorithm is Space-Saving (A. Metwally, D. Agrawal, A. El Abbadi, "Efficient computation
 * of frequent and top-k elements in data streams", 2005): a hash without a counter takes over the
 * counter of the least frequent one, and its count becomes the error. The count of a hash minus its
 * error never exceeds the number of times that it came. Every hash that came more often than the
 * total divided by the number of counters has a counter. Halving all counts from time to time makes
 * old events count less.
 */
final class SpaceSaving {

  /**
   * A hash that has a counter.
   *
   * @param least a lower bound of the number of times that it came
   * @param owner the owner whose share it was over last
   */
  record Counted(long hash, long least, LabelEntry owner) {}

  private final long[] hashes;
  private final long[] counts;
  private final long[] errors;
  private final LabelEntry[] owners;
  private int size;

  SpaceSaving(int counters) {
    hashes = new long[counters];
    counts = new long[counters];
    errors = new long[counters];
    owners = new LabelEntry[counters];
    Arrays.fill(owners, LabelEntry.NONE);
  }

  /**
   * Counts one occurrence of a hash.
   *
   * @param owner the owner whose share it was over; {@link LabelEntry#NONE} if it was over the
   *     budget
   */
  synchronized void add(long hash, LabelEntry owner) {
    int least = 0;
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        counts[i]++;
        owners[i] = owner;
        return;
      }
      least = counts[i] < counts[least] ? i : least;
    }
    int at = size < hashes.length ? size++ : least;
    errors[at] = counts[at];
    counts[at]++;
    hashes[at] = hash;
    owners[at] = owner;
  }

  /** Returns all hashes that have a counter, the one with the highest lower bound first. */
  synchronized List<Counted> heaviest() {
    List<Counted> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      all.add(new Counted(hashes[i], counts[i] - errors[i], owners[i]));
    }
    all.sort(Comparator.comparingLong(Counted::least).reversed());
    return all;
  }

  /** Sets the count of a hash to 0. */
  synchronized void forget(long hash) {
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        counts[i] = 0;
        errors[i] = 0;
      }
    }
  }

  /** Halves all counts and forgets hashes whose count becomes 0. */
  synchronized void halve() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (counts[i] > 1) {
        hashes[kept] = hashes[i];
        counts[kept] = counts[i] / 2;
        errors[kept] = errors[i] / 2;
        owners[kept] = owners[i];
        kept++;
      }
    }
    Arrays.fill(counts, kept, size, 0);
    Arrays.fill(owners, kept, size, LabelEntry.NONE);
    size = kept;
  }
}
