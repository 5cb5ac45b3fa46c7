package io.upstream.metrics.guard;

import java.security.SecureRandom;

/**
 * A 64-bit hash of a value under a key that only this process knows: SipHash-1-3 over the
 * characters, four to a word.
 *
 * <p>The key is why it may stand for a value: nobody outside can make two values collide, nor find
 * out by trying which value a hash belongs to.
 *
 * <p>It reads the first {@value PrivacyScreen#SEEN} characters and the length, which is all that a
 * verdict depends on, so a value of any length costs the same. It allocates nothing.
 */
final class KeyedHash {

  private static final KeyedHash OF_PROCESS = random(new SecureRandom());

  private final long k0;
  private final long k1;

  KeyedHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  private static KeyedHash random(SecureRandom random) {
    return new KeyedHash(random.nextLong(), random.nextLong());
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
    int length = to - from;
    int end = from + Math.min(length, PrivacyScreen.SEEN);
    long v0 = k0 ^ 0x736f6d6570736575L;
    long v1 = k1 ^ 0x646f72616e646f6dL;
    long v2 = k0 ^ 0x6c7967656e657261L;
    long v3 = k1 ^ 0x7465646279746573L;
    int words = (end - from + 3) / 4;
    // The context goes first, the length last, then a word of 0xff for the three closing rounds.
    for (int word = -1; word < words + 4; word++) {
      boolean closing = word > words;
      long m =
          closing
              ? 0
              : word < 0 ? context : word == words ? length : word(text, from + word * 4, end);
      v3 ^= m;
      v2 ^= word == words + 1 ? 0xff : 0;
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
      v0 ^= m;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private static long word(String text, int from, int end) {
    long m = 0;
    for (int i = Math.min(from + 4, end) - 1; i >= from; i--) {
      m = m << 16 | text.charAt(i);
    }
    return m;
  }
}
