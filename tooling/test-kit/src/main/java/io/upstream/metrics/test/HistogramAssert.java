package io.upstream.metrics.test;

import io.upstream.metrics.catalog.HistogramFamily;
import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what a histogram has observed since the test began. */
public final class HistogramAssert extends AbstractAssert<HistogramAssert, Object> {

  // Sums of doubles differ in their last digits with the order of the observations.
  private static final double RELATIVE_ERROR = 1e-9;

  private final SeriesReading reading;
  private final HistogramFamily<?> family;

  HistogramAssert(SeriesReading reading, HistogramFamily<?> family) {
    super(reading.name(), HistogramAssert.class);
    this.reading = reading;
    this.family = family;
  }

  /** Verifies the number of observations. */
  public HistogramAssert observed(long times) {
    double count = observations();
    if (count != times) {
      failWithMessage(
          "Expected %s observations of\n  %s\nbut there %s.%s",
          times,
          reading.name(),
          count == 1 ? "is 1" : "are " + Numbers.text(count),
          reading.nearest());
    }
    return this;
  }

  /** Asserts the sum of the observations. */
  public HistogramAssert withSum(double sum) {
    double observed = reading.increase(sample -> sample.sum);
    double error = RELATIVE_ERROR * Math.max(Math.abs(sum), Math.abs(observed));
    if (!(Math.abs(observed - sum) <= error)) {
      failWithMessage(
          "Expected observations with the sum %s of\n  %s\nbut the sum is %s.%s",
          Numbers.text(sum), reading.name(), Numbers.text(observed), reading.nearest());
    }
    return this;
  }

  /** Verifies that no observation was above one of the family's bounds. */
  public HistogramAssert allAtMost(double bound) {
    double above = observations() - upTo(bound);
    if (above != 0) {
      failWithMessage(
          "Expected all observations to be at most %s of\n  %s\nbut %s of %s %s above it.",
          Numbers.text(bound),
          reading.name(),
          Numbers.text(above),
          Numbers.text(observations()),
          above == 1 ? "is" : "are");
    }
    return this;
  }

  /** Verifies that every observation was above one of the family's bounds. */
  public HistogramAssert allAbove(double bound) {
    double atMost = upTo(bound);
    if (atMost != 0) {
      failWithMessage(
          "Expected all observations to be above %s of\n  %s\nbut %s of %s %s not.",
          Numbers.text(bound),
          reading.name(),
          Numbers.text(atMost),
          Numbers.text(observations()),
          atMost == 1 ? "is" : "are");
    }
    return this;
  }

  private double observations() {
    return reading.increase(sample -> sample.value);
  }

  private double upTo(double bound) {
    if (Arrays.stream(family.bounds()).noneMatch(each -> each == bound)) {
      throw new IllegalArgumentException(
          "%s has no bucket with the bound %s; it has %s"
              .formatted(family.name(), bound, Arrays.toString(family.bounds())));
    }
    return reading.increase(sample -> sample.buckets.getOrDefault(bound, 0.0));
  }
}
