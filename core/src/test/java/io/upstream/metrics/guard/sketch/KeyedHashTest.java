package io.upstream.metrics.guard.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.guard.detect.Detection;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KeyedHashTest {

  private static final KeyedHash HASH = new KeyedHash(new SplittableRandom(1));

  @Property
  void a_part_hashes_like_its_copy(@ForAll long context, @ForAll String value) {
    assertThat(HASH.of(context, " " + value + ":x", 1, 1 + value.length()))
        .isEqualTo(of(context, value));
  }

  /** As the paper writes it, with numbers that cannot overflow. */
  @Property
  void two_sums_of_products_precede_the_last_step(
      @ForAll long context, @ForAll @StringLength(max = 300) String value) {
    SplittableRandom key = new SplittableRandom(7);
    List<BigInteger> words = new ArrayList<>(List.of(BigInteger.ONE));
    words.add(BigInteger.valueOf(context & 0xffff_ffffL));
    words.add(BigInteger.valueOf(context >>> 32));
    String seen = value.substring(0, Math.min(value.length(), Detection.SEEN));
    boolean wide = seen.chars().anyMatch(c -> c > 0xff);
    words.add(BigInteger.valueOf(value.length() + (wide ? 0x8000_0000L : 0)));
    for (int i = 0; i < seen.length(); i += wide ? 2 : 4) {
      words.add(wide ? pair(seen, i) : quad(seen, i));
    }
    BigInteger first = BigInteger.ZERO;
    BigInteger second = BigInteger.ZERO;
    for (BigInteger word : words) {
      first = first.add(word.multiply(BigInteger.valueOf(key.nextLong())));
      second = second.add(word.multiply(BigInteger.valueOf(key.nextLong())));
    }
    long upper = first.shiftRight(32).longValue() << 32;
    long lower = second.shiftRight(32).longValue() & 0xffff_ffffL;

    assertThat(new KeyedHash(new SplittableRandom(7)).of(context, value, 0, value.length()))
        .isEqualTo(KeyedHash.spread(upper | lower));
  }

  /** Two characters of 16 bits, the first lowest; nothing after the last. */
  private static BigInteger pair(String value, int at) {
    int second = at + 1 < value.length() ? value.charAt(at + 1) : 0;
    return BigInteger.valueOf(value.charAt(at) + 0x10000L * second);
  }

  /** Four characters of 8 bits, the first lowest; of fewer, the last lowest. */
  private static BigInteger quad(String value, int at) {
    String four = value.substring(at, Math.min(at + 4, value.length()));
    String highestFirst = four.length() < 4 ? four : new StringBuilder(four).reverse().toString();
    return highestFirst
        .chars()
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ZERO, (sum, c) -> sum.shiftLeft(8).add(c));
  }

  @Property
  void latin_values_are_hashed_like_any(
      @ForAll @StringLength(max = 40) @CharRange(to = '\u00ff') String value) {
    two_sums_of_products_precede_the_last_step(value.hashCode(), value);
  }

  @Test
  void the_last_step_is_injective() {
    Set<Long> seen = new HashSet<>();
    for (long i = 0; i < 100_000; i++) {
      seen.add(KeyedHash.spread(i));
      seen.add(KeyedHash.spread(i << 40 | 1 << 30));
      seen.add(KeyedHash.spread(~(i << 20)));
    }

    assertThat(seen.size()).isEqualTo(300_000);
  }

  @Test
  void similar_values_have_different_hashes() {
    Set<Long> hashes = new HashSet<>();
    for (int i = 0; i < 1_000_000; i++) {
      hashes.add(HASH.of("customer-" + i));
    }

    assertThat(hashes.size()).isEqualTo(1_000_000);
  }

  private static long of(long context, String value) {
    return HASH.of(context, value, 0, value.length());
  }

  @Test
  void values_that_end_alike_or_in_NUL_differ() {
    assertThat(HASH.of("a")).isNotEqualTo(HASH.of("a\0"));
    assertThat(HASH.of("")).isNotEqualTo(HASH.of("\0"));
    assertThat(HASH.of("\u0101\0")).isNotEqualTo(HASH.of("\1\1\0\0"));
    assertThat(HASH.of("\u0101\u0101")).isNotEqualTo(HASH.of("\1\1"));
    assertThat(HASH.of("\u0161aaa")).isNotEqualTo(HASH.of("aaaa"));
    assertThat(HASH.of("a\u0161aa")).isNotEqualTo(HASH.of("aaaa"));
    assertThat(HASH.of("aa\u0161a")).isNotEqualTo(HASH.of("aaaa"));
    assertThat(HASH.of("aaa\u0161")).isNotEqualTo(HASH.of("aaaa"));
    assertThat(HASH.of("aaaaa\u0161")).isNotEqualTo(HASH.of("aaaaba"));
    assertThat(of(1, "a")).isNotEqualTo(of(2, "a"));
    assertThat(HASH.of("a")).isNotEqualTo(new KeyedHash(new SplittableRandom(2)).of("a"));
  }

  @Test
  void a_megabyte_is_not_read_to_its_end() {
    String start = "a".repeat(Detection.SEEN);

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
