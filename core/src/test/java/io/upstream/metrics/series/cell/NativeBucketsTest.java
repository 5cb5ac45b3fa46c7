package io.upstream.metrics.series.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.NativeResolution;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NativeBucketsTest {

  private static final NativeResolution FINE = new NativeResolution(5, 160);

  private static NativeCounts read(NativeResolution resolution, NativeBuckets... parts) {
    NativeCounts counts = new NativeCounts(resolution);
    for (NativeBuckets part : parts) {
      counts.read(part);
    }
    counts.merge();
    return counts;
  }

  private static String text(NativeCounts counts) {
    StringBuilder text = new StringBuilder().append(counts.schema()).append(':');
    text.append(counts.zeros());
    for (int i = 0; i < counts.size(); i++) {
      text.append(i < counts.negatives() ? " -" : " +").append(counts.index(i)).append('=');
      text.append(counts.count(i));
    }
    return text.toString();
  }

  private static long all(NativeCounts counts) {
    long all = counts.zeros();
    for (int i = 0; i < counts.size(); i++) {
      all += counts.count(i);
    }
    return all;
  }

  @Test
  void values_are_counted_by_sign_and_size() {
    NativeBuckets buckets = new NativeBuckets(new NativeResolution(0, 160));
    double[] values = {
      0,
      -0.0,
      Double.MIN_VALUE,
      -Double.MIN_NORMAL,
      0x1p-128,
      Math.nextUp(0x1p-128),
      1,
      1.5,
      2,
      -3,
      -3.5,
      Double.MAX_VALUE,
      -Double.MAX_VALUE
    };
    for (double value : values) {
      buckets.observe(value, 160);
    }
    assertThat(text(read(new NativeResolution(0, 160), buckets)))
        .isEqualTo("0:5 -2=2 -1024=1 +-127=1 +0=1 +1=2 +1024=1");
  }

  @Test
  void neighbours_merge_when_there_are_too_many() {
    NativeResolution ten = new NativeResolution(8, 10);
    NativeBuckets buckets = new NativeBuckets(ten);
    for (int i = 0; i < 1_000; i++) {
      buckets.observe(1 + i / 1_000.0, 10);
      assertThat(read(ten, buckets).size()).isLessThanOrEqualTo(10);
    }
    NativeCounts counts = read(ten, buckets);
    assertThat(counts.schema()).isEqualTo(3);
    assertThat(all(counts)).isEqualTo(1_000);
  }

  @Test
  void merged_buckets_have_the_values_of_their_bounds() {
    NativeBuckets buckets = new NativeBuckets(FINE);
    SplittableRandom random = new SplittableRandom(5);
    double[] values = random.doubles(10_000, -12, 3).map(Math::exp).toArray();
    for (double value : values) {
      buckets.observe(value, 160);
    }
    NativeCounts counts = read(FINE, buckets);
    assertThat(counts.schema()).isEqualTo(2);
    for (int i = 0; i < counts.size(); i++) {
      double upper = Math.pow(2, counts.index(i) / 4.0);
      double lower = Math.pow(2, (counts.index(i) - 1) / 4.0);
      assertThat(Arrays.stream(values).filter(value -> value > lower && value <= upper).count())
          .as("%s to %s", lower, upper)
          .isEqualTo(counts.count(i));
    }
  }

  @Test
  void order_does_not_change_the_result() {
    NativeBuckets up = new NativeBuckets(FINE);
    NativeBuckets down = new NativeBuckets(FINE);
    for (int i = 0; i < 2_000; i++) {
      up.observe(Math.pow(1.02, i) - 1e9, 160);
      down.observe(Math.pow(1.02, 1_999 - i) - 1e9, 160);
    }
    assertThat(text(read(FINE, up))).isEqualTo(text(read(FINE, down)));
  }

  @Test
  void parts_have_what_one_would_have() {
    SplittableRandom random = new SplittableRandom(7);
    for (int spread = 1; spread < 200; spread += 20) {
      NativeBuckets one = new NativeBuckets(FINE);
      NativeBuckets[] parts = new NativeBuckets[4];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = new NativeBuckets(FINE);
      }
      for (int i = 0; i < 5_000; i++) {
        int part = random.nextInt(4);
        double value = Math.scalb(random.nextDouble(-1, 1), random.nextInt(spread * (part + 1)));
        one.observe(value, 160);
        parts[part].observe(value, 160);
      }
      assertThat(text(read(FINE, parts))).isEqualTo(text(read(FINE, one)));
    }
  }

  @Test
  void the_coarsest_schema_has_a_bound_too() {
    NativeResolution ten = new NativeResolution(-4, 10);
    NativeBuckets buckets = new NativeBuckets(ten);
    for (int exponent = -127; exponent < 1_024; exponent++) {
      buckets.observe(Math.scalb(1.5, exponent), 10);
      buckets.observe(-Math.scalb(1.5, exponent), 10);
    }
    NativeCounts counts = read(ten, buckets);
    assertThat(counts.size()).isEqualTo(144);
    assertThat(all(counts)).isEqualTo(2 * 1_151);
  }

  @Test
  void a_count_goes_on_beyond_its_bits() {
    NativeBuckets buckets = new NativeBuckets(FINE);
    NativeBuckets other = new NativeBuckets(FINE);
    other.observe(1, 160);
    other.slots[nonZero(other)] += NativeBuckets.MOST - 1;
    NativeCounts much = read(FINE, other, other, other);
    buckets.add(much, 160);
    buckets.observe(1, 160);
    buckets.observe(1, 160);
    NativeCounts counts = read(FINE, buckets);
    assertThat(text(counts)).isEqualTo("5:0 +0=" + (3 * NativeBuckets.MOST + 2));
  }

  private static int nonZero(NativeBuckets buckets) {
    int at = 0;
    while (buckets.slots[at] == 0) {
      at++;
    }
    return at;
  }

  @Test
  void earlier_counts_are_subtracted() {
    NativeBuckets buckets = new NativeBuckets(FINE);
    NativeBuckets later = new NativeBuckets(FINE);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 500; i++) {
      buckets.observe(random.nextDouble(-1, 3), 160);
    }
    NativeCounts before = read(FINE, buckets);
    for (int i = 0; i < 5_000; i++) {
      double value = Math.scalb(random.nextDouble(-1, 1), random.nextInt(100));
      buckets.observe(value, 160);
      later.observe(value, 160);
    }
    NativeCounts rest = read(FINE, buckets);
    assertThat(before.schema()).isGreaterThan(rest.schema());
    rest.subtract(before);
    NativeBuckets alone = new NativeBuckets(FINE);
    alone.add(rest, 160);

    assertThat(text(read(FINE, alone))).isEqualTo(text(read(FINE, later)));
    assertThat(all(rest)).isEqualTo(5_000);
  }

  @Test
  void a_coarser_series_lowers_the_other() {
    NativeBuckets coarse = new NativeBuckets(new NativeResolution(0, 160));
    coarse.observe(1.5, 160);
    NativeBuckets fine = new NativeBuckets(FINE);
    fine.observe(1.01, 160);
    fine.observe(-8, 160);
    fine.add(read(FINE, coarse), 160);
    assertThat(text(read(FINE, fine))).isEqualTo("0:0 -3=1 +1=2");
  }
}
