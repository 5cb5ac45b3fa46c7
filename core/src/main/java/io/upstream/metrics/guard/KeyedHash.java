package io.upstream.metrics.guard;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * A 64-bit hash of a value under a key that only this process knows.
 *
 * <p>The key is why it may stand for a value: nobody outside can make two values collide, nor find
 * out by trying which value a hash belongs to.
 *
 * <p>It reads the first {@value PrivacyScreen#SEEN} characters and the length, which is all that a
 * verdict depends on, so a value of any length costs the same. It allocates nothing.
 */
final class KeyedHash {

  // Two sums of products side by side: each pair of characters times a random number of its own,
  // of which the upper half counts. Of such a sum it is proven (Lemire and Kaser, "Strongly
  // universal string hashing is fast", 2014) that any two values collide under one in 2^32 of the
  // keys; two independent ones make it one in 2^64. The products do not wait for one another, which
  // makes it a third of what a hash costs that goes from word to word.
  //
  // The last step loses nothing, and spreads over all bits what a sum leaves in some.
  private static final KeyedHash OF_PROCESS = new KeyedHash(new SecureRandom());

  private static final long LOWER = 0xffff_ffffL;
  private static final int FIRST_PAIR = 8;

  private final long[] key = new long[FIRST_PAIR + PrivacyScreen.SEEN];

  KeyedHash(RandomGenerator random) {
    for (int i = 0; i < key.length; i++) {
      key[i] = random.nextLong();
    }
  }

  /** The one with this process' key. */
  static KeyedHash ofProcess() {
    return OF_PROCESS;
  }

  /** The hash of a value. */
  long of(String value) {
    return of(0, value, 0, value.length());
  }

  /**
   * The hash of a part of a text, in a context such as the customer that brought it: the same as if
   * the part were cut out.
   */
  long of(long context, String text, int from, int to) {
    long[] k = key;
    int length = to - from;
    long low = context & LOWER;
    long high = context >>> 32;
    long a = k[0] + k[2] * low + k[4] * high + k[6] * length;
    long b = k[1] + k[3] * low + k[5] * high + k[7] * length;
    int pairs = Math.min(length, PrivacyScreen.SEEN) / 2;
    int at = FIRST_PAIR;
    int i = from;
    for (; at < FIRST_PAIR + 2 * pairs; at += 2, i += 2) {
      long pair = text.charAt(i) | (long) text.charAt(i + 1) << 16;
      a += k[at] * pair;
      b += k[at + 1] * pair;
    }
    if (i < from + Math.min(length, PrivacyScreen.SEEN)) {
      long last = text.charAt(i);
      a += k[at] * last;
      b += k[at + 1] * last;
    }
    return spread((a & ~LOWER) | b >>> 32);
  }

  /** Another number for each: the last step of MurmurHash3. */
  static long spread(long sums) {
    long hash = sums;
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
