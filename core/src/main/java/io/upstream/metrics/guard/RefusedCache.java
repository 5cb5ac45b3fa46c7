package io.upstream.metrics.guard;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was decided about values that are not named, so that one that keeps coming is not
 * screened each time; in 32 KB whatever comes, and without any of the values.
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
  // was
  // remembered under an earlier one is not found again. A thread that decided before a budget was
  // raised therefore remembers under the old generation, where nobody asks any more. That is the
  // guarantee behind "never a value within the budget turned away".
  private static final int SLOTS = 4096;
  private static final int WAYS = 4;
  private static final long CODE = 0xff;

  private final AtomicReference<@Nullable AtomicLongArray> slots = new AtomicReference<>();
  private final AtomicInteger generation = new AtomicInteger();

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
    int bucket = bucket(key);
    for (int way = 0; way < WAYS; way++) {
      long slot = all.getOpaque(bucket + way);
      if ((slot & ~CODE) == (key & ~CODE)) {
        return (int) (slot & CODE);
      }
    }
    return 0;
  }

  /**
   * Remembers a code, at the cost of another value's where the bucket is full.
   *
   * @param code from 1 to 255
   */
  void remember(long key, int code) {
    AtomicLongArray all = slots.get();
    if (all == null) {
      // Most label types never refuse anything and never need the memory.
      slots.compareAndSet(null, new AtomicLongArray(SLOTS));
      all = slots.get();
    }
    if (all == null) {
      return;
    }
    int bucket = bucket(key);
    int chosen = bucket + (int) (key >>> 62);
    for (int way = 0; way < WAYS; way++) {
      long slot = all.getOpaque(bucket + way);
      if (slot == 0 || (slot & ~CODE) == (key & ~CODE)) {
        chosen = bucket + way;
        break;
      }
    }
    all.setOpaque(chosen, (key & ~CODE) | code);
  }

  /** Forgets everything, what other threads are deciding at this moment included. */
  void clear() {
    generation.incrementAndGet();
  }

  private static int bucket(long key) {
    return (int) (key & (SLOTS / WAYS - 1)) * WAYS;
  }
}
