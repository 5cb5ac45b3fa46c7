package io.upstream.metrics.test;

import io.upstream.metrics.test.Samples.Sample;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The numbers of one series, or of several together, now and when the test began.
 *
 * @param run the test
 * @param now the numbers of the recorder
 * @param name the name of the series in messages
 * @param keys the series
 */
record SeriesReading(TestRun run, Samples now, SeriesKey name, List<SeriesKey> keys) {

  boolean isThere() {
    return keys.stream().anyMatch(key -> now.get(key).isThere());
  }

  double value(ToDoubleFunction<Sample> number) {
    return keys.stream().map(now::get).mapToDouble(number).sum();
  }

  double increase(ToDoubleFunction<Sample> number) {
    return value(number) - keys.stream().map(run::before).mapToDouble(number).sum();
  }

  /** Returns the recorded series that are nearest to it. */
  String nearest() {
    return run.nearest(name, now);
  }
}
