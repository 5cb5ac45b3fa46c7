package io.upstream.metrics.test;

import org.assertj.core.api.AbstractAssert;

/** Assertions on a gauge. */
public final class GaugeAssert extends AbstractAssert<GaugeAssert, Object> {

  private final SeriesReading reading;

  GaugeAssert(SeriesReading reading) {
    super(reading.name(), GaugeAssert.class);
    this.reading = reading;
  }

  /** Asserts the current value of the gauge. */
  public GaugeAssert hasValue(double value) {
    if (!reading.isThere()) {
      failWithMessage(
          "Expected the value %s of\n  %s\nbut it was never set.%s",
          Numbers.text(value), reading.name(), reading.nearest());
    }
    double now = reading.value(sample -> sample.value);
    if (Double.compare(now, value) != 0) {
      failWithMessage(
          "Expected the value %s of\n  %s\nbut it is %s.%s",
          Numbers.text(value), reading.name(), Numbers.text(now), reading.nearest());
    }
    return this;
  }

  /** Asserts that the value of the gauge is at least one number and at most another. */
  public GaugeAssert isBetween(double least, double most) {
    double now = reading.value(sample -> sample.value);
    if (!reading.isThere() || !(now >= least && now <= most)) {
      failWithMessage(
          "Expected a value from %s to %s of\n  %s\nbut it %s.%s",
          Numbers.text(least),
          Numbers.text(most),
          reading.name(),
          reading.isThere() ? "is " + Numbers.text(now) : "was never set",
          reading.nearest());
    }
    return this;
  }

  /** Verifies that the series is not on the page: it was never set, or it was removed. */
  public GaugeAssert isAbsent() {
    if (reading.isThere()) {
      failWithMessage(
          "Expected no series\n  %s\nbut its value is %s.",
          reading.name(), Numbers.text(reading.value(sample -> sample.value)));
    }
    return this;
  }
}
