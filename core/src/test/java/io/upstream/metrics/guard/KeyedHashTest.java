package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyedHashTest {

  private static final KeyedHash HASH = new KeyedHash(1, 2);

  /** SipHash as its paper writes it, over whole words. */
  private static long sipHash(int rounds, int closing, long k0, long k1, long... words) {
    long[] v = {
      k0 ^ 0x736f6d6570736575L, k1 ^ 0x646f72616e646f6dL,
      k0 ^ 0x6c7967656e657261L, k1 ^ 0x7465646279746573L
    };
    for (long word : words) {
      v[3] ^= word;
      rounds(rounds, v);
      v[0] ^= word;
    }
    v[2] ^= 0xff;
    rounds(closing, v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
  }

  private static void rounds(int count, long[] v) {
    for (int i = 0; i < count; i++) {
      v[0] += v[1];
      v[2] += v[3];
      v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
      v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
      v[0] = Long.rotateLeft(v[0], 32);
      v[2] += v[1];
      v[0] += v[3];
      v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
      v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
      v[2] = Long.rotateLeft(v[2], 32);
    }
  }

  private static long slowly(long context, String value) {
    int words = (value.length() + 3) / 4;
    ByteBuffer bytes = ByteBuffer.allocate(8 * (words + 2)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(context);
    value.chars().forEach(c -> bytes.putChar((char) c));
    bytes.position(8 * (words + 1)).putLong(value.length()).flip();
    long[] all = new long[words + 2];
    bytes.asLongBuffer().get(all);
    return sipHash(1, 3, 1, 2, all);
  }

  @Test
  void the_reference_agrees_with_the_papers_example() {
    long k0 = 0x0706050403020100L;
    long k1 = 0x0f0e0d0c0b0a0908L;

    long hash = sipHash(2, 4, k0, k1, 0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    assertThat(hash).isEqualTo(0xa129ca6149be45e5L);
  }

  @Property
  void it_is_SipHash_of_context_characters_and_length(@ForAll long context, @ForAll String value) {
    if (value.length() <= PrivacyScreen.SEEN) {
      assertThat(of(context, value)).isEqualTo(slowly(context, value));
      assertThat(HASH.of(context, " " + value + ":x", 1, 1 + value.length()))
          .isEqualTo(slowly(context, value));
    }
  }

  private static long of(long context, String value) {
    return HASH.of(context, value, 0, value.length());
  }

  @Test
  void values_that_end_alike_or_in_NUL_differ() {
    assertThat(HASH.of("a")).isNotEqualTo(HASH.of("a\0"));
    assertThat(HASH.of("")).isNotEqualTo(HASH.of("\0"));
    assertThat(of(1, "a")).isNotEqualTo(of(2, "a"));
    assertThat(HASH.of("a")).isNotEqualTo(new KeyedHash(2, 1).of("a"));
  }

  @Test
  void a_megabyte_is_not_read_to_its_end() {
    String start = "a".repeat(PrivacyScreen.SEEN);

    assertThat(HASH.of(start + "b".repeat(1 << 20)))
        .isEqualTo(HASH.of(start + "c".repeat(1 << 20)));
    assertThat(HASH.of(start + "b")).isNotEqualTo(HASH.of(start + "bb"));
  }

  @Test
  void one_flipped_bit_changes_half_of_the_hash() {
    Random random = new Random(3);
    long flipped = 0;
    for (int i = 0; i < 10_000; i++) {
      char[] value = Integer.toString(random.nextInt()).toCharArray();
      long before = HASH.of(new String(value));
      int at = random.nextInt(value.length);
      value[at] = (char) (value[at] ^ 1);
      flipped += Long.bitCount(before ^ HASH.of(new String(value)));
    }

    assertThat(flipped / 10_000.0).isBetween(31.8, 32.2);
  }
}
