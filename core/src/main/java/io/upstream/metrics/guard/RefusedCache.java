package io.upstream.metrics.guard;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was decided about values that are not named, so that one that keeps coming is not
 * screened each time; in 8 KB, or 32 KB where values keep coming back, and without any of the
 * values.
 *
 * <p>Use: take a {@link #key} before deciding anything, ask {@link #code}, and if it says 0 decide
 * and {@link #remember} under the same key.
 */
final class RefusedCache {

  // A slot is one long: the code in the low byte, the rest of the key above it. The key's low bits
  // choose a bucket of four slots, a cache line's half, so no bit of the key goes unchecked. Slots
  // are written whole and read whole: nothing can tear, and the last writer wins.
  //
  // Clearing does not touch the slots. It changes the generation that is mixed into keys, so what
  // was remembered under an earlier one is not found again. A thread that decided before a budget
  // was
  // raised therefore remembers under the old generation, where nobody asks any more. That is the
  // guarantee behind "never a value within the budget turned away".
  //
  // A value that was asked for again is marked, and replaced only where all four of a bucket are.
  // When that happens often, values come back that there is no room for, and the table is doubled;
  // what passes by once never makes it grow.
  static final int LEAST = 1024; // at least 256 buckets: a slot leaves out eight bits of the key
  static final int MOST = 4096;
  private static final int WAYS = 4;
  private static final long CODE = 0x7f;
  private static final long ASKED_AGAIN = 0x80;
  private static final long KEY = ~(CODE | ASKED_AGAIN);

  private final AtomicReference<@Nullable AtomicLongArray> slots = new AtomicReference<>();
  private final AtomicInteger generation = new AtomicInteger();
  private final AtomicInteger missed = new AtomicInteger();

  /** The key of a value's hash until the next {@link #clear}. */
  long key(long hash) {
    return hash + generation.get() * 0x9e3779b97f4a7c15L;
  }

  /** The code that is remembered, or 0. */
  int code(long key) {
    AtomicLongArray all = slots.get();
    if (all == null) {
      return 0;
    }
    // The usual case is a key that was asked for before and is here once. All four slots are looked
    // at without a branch between them, because nobody can guess in which it is.
    int bucket = bucket(all, key);
    long found = 0;
    int others = 0;
    for (int at = bucket; at < bucket + WAYS; at++) {
      long slot = all.getOpaque(at);
      long difference = (slot ^ key) & KEY;
      long other = (difference | -difference) >> 63; // all bits, or none where it is the key
      found |= slot & ~other;
      others -= (int) other;
    }
    return others == WAYS - 1 && (found & ASKED_AGAIN) != 0
        ? (int) (found & CODE)
        : markedCode(all, bucket, key);
  }

  private static int markedCode(AtomicLongArray all, int bucket, long key) {
    for (int at = bucket; at < bucket + WAYS; at++) {
      long slot = all.getOpaque(at);
      if ((slot & KEY) == (key & KEY)) {
        all.setOpaque(at, slot | ASKED_AGAIN);
        return (int) (slot & CODE);
      }
    }
    return 0;
  }

  /**
   * Remembers a code, at the cost of another value's where the bucket is full.
   *
   * @param code from 1 to 127; 0 to forget it
   */
  void remember(long key, int code) {
    AtomicLongArray all = slots.get();
    if (all == null) {
      // Most label types never refuse anything and never need the memory.
      all = replace(null, LEAST);
    }
    int bucket = bucket(all, key);
    int chosen = choose(all, bucket, key);
    if ((all.getOpaque(chosen) & ASKED_AGAIN) != 0 && isTooSmall(all)) {
      all = replace(all, 2 * all.length());
      chosen = bucket(all, key);
    }
    all.setOpaque(chosen, (key & KEY) | code);
  }

  /** A free slot or the key's own; else one that nobody asked for again, from the key's on. */
  private static int choose(AtomicLongArray all, int bucket, long key) {
    int first = (int) (key >>> 62);
    int chosen = -1;
    for (int way = 0; way < WAYS; way++) {
      int at = bucket + ((first + way) & (WAYS - 1));
      long slot = all.getOpaque(at);
      if (slot == 0 || (slot & KEY) == (key & KEY)) {
        return at;
      }
      if (chosen < 0 && (slot & ASKED_AGAIN) == 0) {
        chosen = at;
      }
    }
    return chosen < 0 ? bucket + first : chosen;
  }

  private boolean isTooSmall(AtomicLongArray all) {
    return all.length() < MOST && missed.incrementAndGet() > all.length() / 32;
  }

  /** Begins a table in the place of another; what that one knew is found out again. */
  private AtomicLongArray replace(@Nullable AtomicLongArray before, int length) {
    AtomicLongArray fresh = new AtomicLongArray(length);
    AtomicLongArray now = slots.compareAndExchange(before, fresh);
    if (now != before) {
      return Objects.requireNonNull(now);
    }
    missed.set(0);
    return fresh;
  }

  /** How many values there is room for. */
  int room() {
    AtomicLongArray all = slots.get();
    return all == null ? 0 : all.length();
  }

  /** Forgets everything, what other threads are deciding at this moment included. */
  void clear() {
    generation.incrementAndGet();
  }

  private static int bucket(AtomicLongArray all, long key) {
    return (int) (key & (all.length() / WAYS - 1)) * WAYS;
  }
}
