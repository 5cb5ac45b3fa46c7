package io.upstream.metrics.sample.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

  private final AtomicLong millis = new AtomicLong(1_000);

  private final TokenBuckets buckets =
      new TokenBuckets(
          new Clock() {
            @Override
            public Instant instant() {
              return Instant.ofEpochMilli(millis.get());
            }

            @Override
            public java.time.ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              throw new UnsupportedOperationException();
            }
          },
          3,
          2);

  @Test
  void so_many_at_once_and_then_so_many_a_second() {
    for (int i = 0; i < 3; i++) {
      assertThat(buckets.take("acme")).isTrue();
    }
    assertThat(buckets.take("acme")).isFalse();
    assertThat(buckets.take("globex")).isTrue();
    millis.addAndGet(500);
    assertThat(buckets.take("acme")).isTrue();
    assertThat(buckets.take("acme")).isFalse();
    millis.addAndGet(60_000);
    for (int i = 0; i < 3; i++) {
      assertThat(buckets.take("acme")).isTrue();
    }
    assertThat(buckets.take("acme")).isFalse();
  }
}
