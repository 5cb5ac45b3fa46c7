package io.upstream.metrics.sample.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.sample.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

  private final TestClock clock = new TestClock();
  private final TokenBuckets buckets = new TokenBuckets(clock, 3, 2);

  @Test
  void it_allows_a_burst_and_a_rate() {
    for (int i = 0; i < 3; i++) {
      assertThat(buckets.take("acme")).isTrue();
    }
    assertThat(buckets.take("acme")).isFalse();
    assertThat(buckets.take("globex")).isTrue();
    clock.advance(Duration.ofMillis(500));
    assertThat(buckets.take("acme")).isTrue();
    assertThat(buckets.take("acme")).isFalse();
    clock.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      assertThat(buckets.take("acme")).isTrue();
    }
    assertThat(buckets.take("acme")).isFalse();
  }
}
