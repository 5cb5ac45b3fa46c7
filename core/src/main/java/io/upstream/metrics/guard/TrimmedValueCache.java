package io.upstream.metrics.guard;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entries of named values that come with something around them, cache keys above all,
 * without cutting the value out each time.
 *
 * <p>A cache: four places for a hash, and what is not found is cut out and looked up.
 */
final class TrimmedValueCache {

  private static final int SLOTS = 512;
  private static final int WAYS = 4;

  private final AtomicReference<@Nullable AtomicReferenceArray<@Nullable LabelEntry>> slots =
      new AtomicReference<>();

  /** Returns the entry that is named like a part of a text, given the part's hash. */
  @Nullable LabelEntry find(long hash, String text, int from, int to) {
    AtomicReferenceArray<@Nullable LabelEntry> all = slots.get();
    if (all == null) {
      return null;
    }
    int bucket = bucket(hash);
    for (int way = 0; way < WAYS; way++) {
      LabelEntry entry = all.get(bucket + way);
      if (entry != null
          && entry.value().length() == to - from
          && text.startsWith(entry.value(), from)) {
        return entry;
      }
    }
    return null;
  }

  /** Remembers an entry that was not found, at the cost of another where there is no place. */
  void remember(long hash, LabelEntry entry) {
    AtomicReferenceArray<@Nullable LabelEntry> all = slots.get();
    if (all == null) {
      AtomicReferenceArray<@Nullable LabelEntry> fresh = new AtomicReferenceArray<>(SLOTS);
      all = slots.compareAndExchange(null, fresh);
      all = all == null ? fresh : all;
    }
    int bucket = bucket(hash);
    int chosen = bucket + (int) (hash >>> 62);
    for (int way = WAYS - 1; way >= 0; way--) {
      if (all.get(bucket + way) == null) {
        chosen = bucket + way;
      }
    }
    all.set(chosen, entry);
  }

  private static int bucket(long hash) {
    return (int) (hash & (SLOTS / WAYS - 1)) * WAYS;
  }
}
