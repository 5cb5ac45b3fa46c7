package io.upstream.metrics.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BucketsTest {

  @Test
  void linear_buckets_are_equally_far_apart() {
    assertThat(sizes().linearBuckets(10, 5, 3).noLabels().bounds()).containsExactly(10, 15, 20);
  }

  @Test
  void exponential_buckets_are_multiples() {
    assertThat(sizes().exponentialBuckets(1, 2, 4).noLabels().bounds()).containsExactly(1, 2, 4, 8);
  }

  @Test
  void impossible_buckets_are_refused_where_they_are_declared() {
    assertThatThrownBy(() -> sizes().linearBuckets(1, 0, 3)).hasMessageContaining("own_bytes");
    assertThatThrownBy(() -> sizes().exponentialBuckets(0, 2, 3)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> sizes().exponentialBuckets(1, 1, 3)).hasMessageContaining("above 1");
    assertThatThrownBy(() -> sizes().linearBuckets(1, 1, 0)).hasMessageContaining("at least one");
  }

  @Test
  void a_family_of_times_has_a_unit_suffix() {
    assertThatThrownBy(() -> DurationFamily.ofSeconds("own_bytes").help("B.").buckets(1).noLabels())
        .hasMessageContaining("_seconds");
  }

  private static HistogramFamily.Builder sizes() {
    return HistogramFamily.named("own_bytes").help("B.");
  }
}
