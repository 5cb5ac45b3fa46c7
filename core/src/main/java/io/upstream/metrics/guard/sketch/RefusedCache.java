package io.upstream.metrics.guard.sketch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of the refusals of values, so that a value that keeps coming is not screened each
 * time. It takes 8 KB, or up to 32 KB if refused values keep coming back, and contains none of the
 * values.
 *
 * <p>A caller takes a {@link #key} before it decides anything, then asks {@link #code}. If that
 * returns 0, the caller decides and calls {@link #remember} with the same key.
 */
public final class RefusedCache {

  /*
   * Callers choose label values, and a value that is refused once often comes back. Screening it
   * again would cost every event the work of all detectors, and the values themselves must not be
   * kept, because they may be personal data. So this is a set-associative cache from a keyed hash
   * of 64 bits to a code of six bits, which names the reason or the detector of the refusal.
   *
   * A slot is one long. Its low eight bits are the code, a bit for "in its second bucket" and a bit
   * for "asked again"; the rest is the key. The low bits of the key choose a bucket of four slots,
   * half a cache line. There are at least 256 buckets, so the bucket tells the eight bits of the
   * key that the slot leaves out, and a look-up compares all 64 bits.
   *
   * A key whose first bucket is full goes to a second one, at a distance that its upper bits give.
   * With one bucket, some of a thousand values would share it with four others and push one another
   * out for good, in a table with room for four thousand. Entries never move to their other bucket,
   * as they would in a cuckoo hash table.
   *
   * A look-up marks its entry as asked again. A new entry takes its own slot, else an empty one,
   * else one without that mark. Only if all eight are marked, it takes one of its first bucket and
   * clears the marks of the other three, so values that have stopped coming make room in the end.
   * After length / 32 such losses an empty table of twice the length takes over, from 8 KB up to
   * 32 KB; values that come only once never make it grow.
   *
   * Threads take a lock only to replace the table. A slot is read and written as a whole, so no
   * thread sees half of an entry. If two threads write one slot, the last one wins, and the other
   * value is screened again: a lost entry costs time and never gives a wrong answer.
   *
   * clear() does not touch the slots, because that would race with threads that are still deciding.
   * It changes the generation that is mixed into keys, so older entries are not found again. A
   * thread takes its key before it decides: if a budget is raised meanwhile, it stores its refusal
   * under the old generation. So an old refusal never hides a value for which there is room by now.
   */
  static final int LEAST = 1024; // at least 256 buckets: a slot leaves out eight bits of the key
  static final int MOST = 4096;
  public static final int MOST_CODE = 0x3f;
  private static final int WAYS = 4;
  private static final long CODE = MOST_CODE;
  private static final long IN_SECOND = 0x40;
  private static final long ASKED_AGAIN = 0x80;
  private static final long KEY = ~(CODE | IN_SECOND | ASKED_AGAIN);
  private static final long PLACED_KEY = KEY | IN_SECOND;
  private static final long ALL_BITS = -1;

  // The array is not wrapped in an object, because that would be another load before the first slot
  // is known.
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

  private volatile long @Nullable [] slots;
  private final AtomicInteger generation = new AtomicInteger();
  private final AtomicInteger missed = new AtomicInteger();

  /** Returns the key of a value's hash until the next {@link #clear}. */
  public long key(long hash) {
    return hash + generation.get() * 0x9e3779b97f4a7c15L;
  }

  /** Returns the stored code of a key, or 0. */
  public int code(long key) {
    long[] all = slots;
    if (all == null) {
      return 0;
    }
    int code = code(all, first(all, key), key & KEY);
    return code != 0 ? code : code(all, second(all, key), (key & KEY) | IN_SECOND);
  }

  /** Returns the code of a key in one of its buckets, or 0. */
  private static int code(long[] all, int bucket, long wanted) {
    // The usual case is a key that was asked for before and is in one slot. The loop reads all four
    // slots without a branch between them, because a branch could not be predicted.
    long found = 0;
    int others = 0;
    for (int at = bucket; at < bucket + WAYS; at++) {
      long slot = (long) SLOT.getOpaque(all, at);
      long difference = (slot ^ wanted) & PLACED_KEY;
      long other = (difference | -difference) >> 63; // all bits, or none where it is the key
      found |= slot & ~other;
      others -= (int) other;
    }
    if (others == WAYS) {
      return 0;
    }
    return others == WAYS - 1 && (found & ASKED_AGAIN) != 0
        ? (int) (found & CODE)
        : markedCode(all, bucket, wanted);
  }

  private static int markedCode(long[] all, int bucket, long wanted) {
    for (int at = bucket; at < bucket + WAYS; at++) {
      long slot = (long) SLOT.getOpaque(all, at);
      if ((slot & PLACED_KEY) == wanted) {
        SLOT.setOpaque(all, at, slot | ASKED_AGAIN);
        return (int) (slot & CODE);
      }
    }
    return 0;
  }

  /**
   * Stores a code; if both buckets are full, it replaces that of another value.
   *
   * @param code from 1 to {@value #MOST_CODE}; 0 to forget it
   */
  public void remember(long key, int code) {
    long[] all = slots;
    if (all == null) {
      // Most label types never refuse anything and never need the memory.
      all = replace(null, LEAST);
    }
    int at = place(all, key);
    if (at < 0 && isTooSmall(all)) {
      all = replace(all, 2 * all.length);
      at = place(all, key);
    }
    if (at < 0) {
      unmark(all, first(all, key));
      at = first(all, key) + way(key);
    }
    boolean isInFirst = at / WAYS == first(all, key) / WAYS;
    SLOT.setOpaque(all, at, (key & KEY) | (isInFirst ? 0 : IN_SECOND) | code);
  }

  /**
   * Returns the slot for a key: its own one, else an empty one, else one that was not asked for
   * again; less than 0 if there is none.
   */
  private static int place(long[] all, long key) {
    int first = first(all, key);
    int second = second(all, key);
    int way = way(key);
    int at = find(all, first, 0, PLACED_KEY, key & KEY);
    at = at < 0 ? find(all, second, 0, PLACED_KEY, (key & KEY) | IN_SECOND) : at;
    at = at < 0 ? find(all, first, 0, ALL_BITS, 0) : at;
    at = at < 0 ? find(all, second, 0, ALL_BITS, 0) : at;
    at = at < 0 ? find(all, first, way, ASKED_AGAIN, 0) : at;
    return at < 0 ? find(all, second, way, ASKED_AGAIN, 0) : at;
  }

  /**
   * Returns the first slot of a bucket, beginning at a way, whose selected bits have a value; less
   * than 0 if there is none.
   */
  private static int find(long[] all, int bucket, int from, long bits, long wanted) {
    for (int i = 0; i < WAYS; i++) {
      int at = bucket + (from + i) % WAYS;
      if (((long) SLOT.getOpaque(all, at) & bits) == wanted) {
        return at;
      }
    }
    return -1;
  }

  private static void unmark(long[] all, int bucket) {
    for (int at = bucket; at < bucket + WAYS; at++) {
      SLOT.setOpaque(all, at, (long) SLOT.getOpaque(all, at) & ~ASKED_AGAIN);
    }
  }

  private boolean isTooSmall(long[] all) {
    return all.length < MOST && missed.incrementAndGet() > all.length / 32;
  }

  /** Replaces the table by an empty one; refused values are then screened again. */
  private synchronized long[] replace(long @Nullable [] before, int length) {
    long[] now = slots;
    if (now != null && now != before) {
      return now; // another thread was first
    }
    long[] fresh = new long[length];
    missed.set(0);
    slots = fresh;
    return fresh;
  }

  /** Returns the number of slots. */
  int room() {
    long[] all = slots;
    return all == null ? 0 : all.length;
  }

  /** Forgets all refusals, including those that other threads are deciding now. */
  public void clear() {
    generation.incrementAndGet();
  }

  private static int first(long[] all, long key) {
    return (int) (key & (all.length / WAYS - 1)) * WAYS;
  }

  /** Returns the second bucket, at a distance from bits that a slot keeps. */
  private static int second(long[] all, long key) {
    return first(all, key ^ (key >>> 32 | 1));
  }

  /**
   * Returns the way at which the search for a slot to replace begins, so that the replaced slots
   * vary.
   */
  private static int way(long key) {
    return (int) (key >>> 62);
  }
}
