package io.upstream.metrics.servlet.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.servlet.access.IpAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final IpAddress ONE = IpAddress.parse("192.0.2.1");
  private static final IpAddress OTHER = IpAddress.parse("192.0.2.2");

  private long now = Long.MAX_VALUE - 5; // the clock may overflow while we run

  @Test
  void an_address_has_a_limit_per_minute() {
    RateLimit limit = new RateLimit(2, () -> now);

    assertThat(limit.secondsToWait(ONE)).isZero();
    pass(20);
    assertThat(limit.secondsToWait(ONE)).isZero();
    assertThat(limit.secondsToWait(ONE)).isEqualTo(40);
    assertThat(limit.secondsToWait(OTHER)).isZero();
    pass(39);
    assertThat(limit.secondsToWait(ONE)).isEqualTo(1);
    pass(1);
    assertThat(limit.secondsToWait(ONE)).isZero();
  }

  @Test
  void is_no_limit_unless_one_is_set() {
    RateLimit limit = new RateLimit(0, () -> now);

    for (int i = 0; i < 1000; i++) {
      assertThat(limit.secondsToWait(ONE)).isZero();
    }
    assertThat(limit.addresses()).isZero();
  }

  @Test
  void it_remembers_a_bounded_number_of_addresses() {
    RateLimit limit = new RateLimit(1, () -> now);
    limit.secondsToWait(ONE);
    for (int i = 0; i < 100_000; i++) {
      limit.secondsToWait(
          IpAddress.parse(
              "2001:db8:"
                  + Integer.toHexString(i >> 16)
                  + ":"
                  + Integer.toHexString(i & 0xffff)
                  + "::1"));
      assertThat(limit.secondsToWait(ONE)).isPositive();
    }

    assertThat(limit.addresses()).isEqualTo(RateLimit.MAX_ADDRESSES);
  }

  @Test
  void requests_without_an_address_count_together() {
    RateLimit limit = new RateLimit(1, () -> now);

    assertThat(limit.secondsToWait(null)).isZero();
    assertThat(limit.secondsToWait(null)).isPositive();
  }

  private void pass(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }
}
