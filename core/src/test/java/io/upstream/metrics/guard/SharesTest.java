package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

  private final Shares shares = new Shares();

  @Test
  void nobody_has_brought_anything_at_first() {
    assertThat(shares.has(0, 0)).isFalse();
    assertThat(shares.has(1_000, 7)).isFalse();
    assertThat(shares.count(1_000)).isZero();
  }

  @Test
  void whatever_a_customer_has_brought_before_is_known_however_much_comes_after() {
    for (int value = 0; value < 500; value++) {
      assertThat(shares.has(3, value)).isFalse();
      shares.add(3, value);
      assertThat(shares.count(3)).isEqualTo(value + 1);
    }
    assertThat(IntStream.range(0, 500)).allMatch(value -> shares.has(3, value));
    assertThat(shares.has(3, 500)).isFalse();
  }

  @Test
  void customers_do_not_share_what_they_have_brought() {
    shares.add(5, 7);
    shares.add(900, 8);
    shares.add(0, 9);

    assertThat(shares.has(5, 7)).isTrue();
    assertThat(shares.has(900, 8)).isTrue();
    assertThat(shares.has(0, 9)).isTrue();
    assertThat(shares.has(5, 8)).isFalse();
    assertThat(shares.has(900, 7)).isFalse();
    assertThat(shares.count(5)).isEqualTo(1);
    assertThat(shares.count(6)).isZero();
  }
}
