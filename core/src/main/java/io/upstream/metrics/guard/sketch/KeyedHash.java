package io.upstream.metrics.guard.sketch;

import io.upstream.metrics.guard.detect.Detection;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * A 64-bit hash of a value under a key that only this process knows.
 *
 * <p>Because of the key, the library may keep the hash in place of a value: an attacker can neither
 * make two values collide nor find the value of a hash by trying values.
 *
 * <p>It reads the first {@value Detection#SEEN} characters and the length, on which alone a
 * decision depends, so the time is bounded for a value of any length. It allocates nothing.
 */
public final class KeyedHash {

  // Two sums of products side by side: each word of 32 bits times a random number of its own, of
  // which the upper half counts. Lemire and Kaser ("Strongly universal string hashing is fast",
  // 2014) prove that any two values have the same sum under one in 2^32 of the keys; with two
  // independent sums it is one in 2^64. The products do not depend on one another, so the hash
  // costs a third of one that goes from word to word.
  //
  // The last step loses no information and spreads the sums over all bits.
  private static final KeyedHash OF_PROCESS = new KeyedHash(new SecureRandom());

  // A word is four characters if all are Latin-1, as in nearly all values, and otherwise two. The
  // length that is hashed tells which, so that values of the two kinds do not collide.
  private static final long LOWER = 0xffff_ffffL;
  private static final long WIDE = 0x8000_0000L;
  private static final int FIRST_WORD = 8;

  private final long[] key = new long[FIRST_WORD + Detection.SEEN];

  public KeyedHash(RandomGenerator random) {
    for (int i = 0; i < key.length; i++) {
      key[i] = random.nextLong();
    }
  }

  /** Returns the hash with this process' key. */
  public static KeyedHash ofProcess() {
    return OF_PROCESS;
  }

  /** Returns the hash of a value. */
  public long of(String value) {
    return of(0, value, 0, value.length());
  }

  /**
   * Returns the hash of a part of a text, in a context such as the customer that brought it: the
   * same as if the part were cut out.
   */
  public long of(long context, String text, int from, int to) {
    long[] k = key;
    int length = to - from;
    int end = from + Math.min(length, Detection.SEEN);
    long a = start(0, context, length);
    long b = start(1, context, length);
    int all = 0;
    int at = FIRST_WORD;
    int i = from;
    for (; i < end - 3; at += 2, i += 4) {
      int first = text.charAt(i);
      int second = text.charAt(i + 1);
      int third = text.charAt(i + 2);
      int fourth = text.charAt(i + 3);
      long word = (first | second << 8 | third << 16 | fourth << 24) & LOWER;
      all |= first | second | third | fourth;
      a += k[at] * word;
      b += k[at + 1] * word;
    }
    long rest = 0;
    for (; i < end; i++) {
      all |= text.charAt(i);
      rest = rest << 8 | text.charAt(i);
    }
    a += k[at] * rest;
    b += k[at + 1] * rest;
    return all > 0xff ? wide(context, text, from, to) : join(a, b);
  }

  private long wide(long context, String text, int from, int to) {
    int length = to - from;
    int end = from + Math.min(length, Detection.SEEN);
    long a = start(0, context, length | WIDE);
    long b = start(1, context, length | WIDE);
    for (int at = FIRST_WORD, i = from; i < end; at += 2, i += 2) {
      long word = text.charAt(i) | (i + 1 < end ? (long) text.charAt(i + 1) << 16 : 0);
      a += key[at] * word;
      b += key[at + 1] * word;
    }
    return join(a, b);
  }

  private long start(int which, long context, long length) {
    return key[which]
        + key[2 + which] * (context & LOWER)
        + key[4 + which] * (context >>> 32)
        + key[6 + which] * length;
  }

  private static long join(long a, long b) {
    return spread((a & ~LOWER) | b >>> 32);
  }

  /** Returns a different number for each argument: the last step of MurmurHash3. */
  public static long spread(long sums) {
    long hash = sums;
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
