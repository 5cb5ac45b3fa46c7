package io.upstream.metrics.guard.sketch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
 *
 * @param <T> the cause of the last occurrence of a hash
 */
public final class SpaceSaving<T> {

  /**
   * A hash that has a counter.
   *
   * @param least a lower bound of the number of times that it came
   * @param cause the cause of its last occurrence
   */
  public record Counted<T>(long hash, long least, T cause) {}

  private final long[] hashes;
  private final long[] counts;
  private final long[] errors;
  private final List<T> causes;
  private final T none;
  private int size;

  /**
   * Creates an empty set of counters.
   *
   * @param counters the most hashes that are counted at a time
   * @param none the cause of a counter that is not in use
   */
  public SpaceSaving(int counters, T none) {
    hashes = new long[counters];
    counts = new long[counters];
    errors = new long[counters];
    causes = new ArrayList<>(Collections.nCopies(counters, none));
    this.none = none;
  }

  /** Counts one occurrence of a hash. */
  public synchronized void add(long hash, T cause) {
    int least = 0;
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        counts[i]++;
        causes.set(i, cause);
        return;
      }
      least = counts[i] < counts[least] ? i : least;
    }
    int at = size < hashes.length ? size++ : least;
    errors[at] = counts[at];
    counts[at]++;
    hashes[at] = hash;
    causes.set(at, cause);
  }

  /** Returns all hashes that have a counter, the one with the highest lower bound first. */
  public synchronized List<Counted<T>> heaviest() {
    List<Counted<T>> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      all.add(new Counted<>(hashes[i], counts[i] - errors[i], causes.get(i)));
    }
    all.sort(Comparator.comparingLong((Counted<T> each) -> each.least()).reversed());
    return all;
  }

  /** Sets the count of a hash to 0. */
  public synchronized void forget(long hash) {
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        counts[i] = 0;
        errors[i] = 0;
      }
    }
  }

  /** Halves all counts and forgets hashes whose count becomes 0. */
  public synchronized void halve() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (counts[i] > 1) {
        hashes[kept] = hashes[i];
        counts[kept] = counts[i] / 2;
        errors[kept] = errors[i] / 2;
        causes.set(kept, causes.get(i));
        kept++;
      }
    }
    Arrays.fill(counts, kept, size, 0);
    Collections.fill(causes.subList(kept, size), none);
    size = kept;
  }
}
