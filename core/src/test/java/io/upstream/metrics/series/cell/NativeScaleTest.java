package io.upstream.metrics.series.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeScaleTest {

  private static final int PER_POWER = 256;

  /** Returns whether a number is at most 2^(index/256), to the last bit. */
  private static boolean isUpTo(BigDecimal value, int index) {
    BigDecimal power = value.pow(PER_POWER);
    BigDecimal bound = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(index)));
    return index >= 0
        ? power.compareTo(bound) <= 0
        : power.multiply(bound).compareTo(BigDecimal.ONE) <= 0;
  }

  /** The largest double in the bucket of an index, which is found with the code under test. */
  private static double bound(int index) {
    long low = Double.doubleToRawLongBits(NativeScale.ZERO_THRESHOLD) + 1;
    long high = Double.doubleToRawLongBits(Double.MAX_VALUE);
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (NativeScale.index(Double.longBitsToDouble(middle)) <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Double.longBitsToDouble(low);
  }

  @Test
  void a_bound_is_the_nearest_double() {
    for (int index = 0; index < PER_POWER; index++) {
      double bound = bound(index);
      BigDecimal half = new BigDecimal(Math.ulp(bound)).divide(BigDecimal.valueOf(2));
      BigDecimal exact = new BigDecimal(bound);
      assertThat(isUpTo(exact.subtract(half), index)).as("%d below", index).isTrue();
      assertThat(isUpTo(exact.add(half), index)).as("%d above", index).isFalse();
    }
  }

  @Test
  void bounds_repeat_in_every_power_of_two() {
    for (int exponent : List.of(-127, -64, -1, 1, 52, 1022)) {
      for (int index = 1; index < PER_POWER; index += 5) {
        double bound = Math.scalb(bound(index), exponent);
        int expected = exponent * PER_POWER + index;
        assertThat(NativeScale.index(bound)).isEqualTo(expected);
        assertThat(NativeScale.index(Math.nextUp(bound))).isEqualTo(expected + 1);
        assertThat(NativeScale.index(Math.nextDown(bound))).isEqualTo(expected);
      }
    }
  }

  @Test
  void a_power_of_two_is_a_bound() {
    for (int exponent = -127; exponent <= 1023; exponent++) {
      double power = Math.scalb(1.0, exponent);
      assertThat(NativeScale.index(power)).isEqualTo(exponent * PER_POWER);
      assertThat(NativeScale.index(Math.nextUp(power))).isEqualTo(exponent * PER_POWER + 1);
    }
    assertThat(NativeScale.index(Math.nextUp(NativeScale.ZERO_THRESHOLD)))
        .isEqualTo(-128 * PER_POWER + 1);
    assertThat(NativeScale.index(Double.MAX_VALUE)).isEqualTo(1024 * PER_POWER);
  }

  @Test
  void a_coarser_bucket_contains_the_finer_one() {
    for (int index = -1_000; index <= 1_000; index++) {
      for (int schemas = 0; schemas <= 12; schemas++) {
        int coarser = NativeScale.coarser(index, schemas);
        assertThat((coarser - 1) << schemas).isLessThan(index);
        assertThat(coarser << schemas).isGreaterThanOrEqualTo(index);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8})
  void client_java_has_the_same_bucket(int schema) {
    SplittableRandom random = new SplittableRandom(schema);
    List<Double> values = new ArrayList<>(List.of(Double.MAX_VALUE, 1.0, 0.1, 1e-30, 1e300));
    for (int i = 0; i < PER_POWER; i++) {
      double bound = Math.scalb(bound(i), random.nextInt(-120, 1_000));
      double near = 3 * Math.ulp(bound); // their bounds are up to 2 such steps off
      values.addAll(List.of(bound + near, bound - near));
      values.add(Math.scalb(random.nextDouble(1, 2), random.nextInt(-120, 1_000)));
    }
    for (double value : values) {
      Histogram histogram =
          Histogram.builder().name("h").nativeOnly().nativeInitialSchema(schema).build();
      histogram.observe(value);
      HistogramDataPointSnapshot point = histogram.collect().getDataPoints().get(0);
      assertThat(NativeScale.coarser(NativeScale.index(value), 8 - schema))
          .as("%s", value)
          .isEqualTo(point.getNativeBucketsForPositiveValues().getBucketIndex(0));
    }
  }
}
