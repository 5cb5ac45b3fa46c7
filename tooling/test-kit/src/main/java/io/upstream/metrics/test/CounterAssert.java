package io.upstream.metrics.test;

import org.assertj.core.api.AbstractAssert;

/** Assertions on a counter. */
public final class CounterAssert extends AbstractAssert<CounterAssert, Object> {

  private final SeriesReading reading;

  CounterAssert(SeriesReading reading) {
    super(reading.name(), CounterAssert.class);
    this.reading = reading;
  }

  /** Verifies that it has increased by this amount since the test began. */
  public CounterAssert increasedBy(double amount) {
    double increase = reading.increase(sample -> sample.value);
    if (increase != amount) {
      failWithMessage(
          "Expected an increase by %s of\n  %s\nbut it %s.%s",
          Numbers.text(amount),
          reading.name(),
          increase == 0 ? "did not increase" : "increased by " + Numbers.text(increase),
          reading.nearest());
    }
    return this;
  }

  /** Verifies that it has not increased since the test began. */
  public CounterAssert didNotIncrease() {
    return increasedBy(0);
  }

  /** Asserts the value of the counter, regardless of its value when the test began. */
  public CounterAssert hasValue(double value) {
    double now = reading.value(sample -> sample.value);
    if (now != value) {
      failWithMessage(
          "Expected the value %s of\n  %s\nbut it is %s.%s",
          Numbers.text(value), reading.name(), Numbers.text(now), reading.nearest());
    }
    return this;
  }
}
