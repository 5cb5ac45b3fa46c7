package io.upstream.metrics.test;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.test.Samples.Sample;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what the current test has recorded into a recorder.
 *
 * <p>"Increased" is since the test began: {@link UpstreamMetricsTest} notes what a recorder had by
 * then, which matters where several tests share one, as they do in a Spring context. A recorder
 * that the test has built itself began with nothing.
 */
public final class RecorderAssert extends AbstractAssert<RecorderAssert, UpstreamRecorder> {

  private final TestRun run;

  RecorderAssert(UpstreamRecorder recorder) {
    super(recorder, RecorderAssert.class);
    isNotNull();
    this.run = TestRun.of(recorder);
  }

  /** Begins assertions on one series of a counter family. */
  public <L extends Record> CounterAssert counter(CounterFamily<L> family, L labels) {
    return new CounterAssert(of(family, labels));
  }

  /** Begins assertions on the sum of all series of a counter family. */
  public CounterAssert counter(CounterFamily<?> family) {
    return new CounterAssert(of(family));
  }

  /** Begins assertions on one series of a histogram family. */
  public <L extends Record> HistogramAssert histogram(HistogramFamily<L> family, L labels) {
    return new HistogramAssert(of(family, labels), family);
  }

  /** Begins assertions on the sum of all series of a histogram family. */
  public HistogramAssert histogram(HistogramFamily<?> family) {
    return new HistogramAssert(of(family), family);
  }

  /** Begins assertions on one series of a gauge family. */
  public <L extends Record> GaugeAssert gauge(GaugeFamily<L> family, L labels) {
    return new GaugeAssert(of(family, labels));
  }

  /** Begins assertions on the series of a gauge family without labels. */
  public GaugeAssert gauge(GaugeFamily<NoLabels> family) {
    return new GaugeAssert(of(family, NoLabels.NONE));
  }

  /** Begins assertions on one series of an up-and-down family. */
  public <L extends Record> GaugeAssert upDown(UpDownFamily<L> family, L labels) {
    return new GaugeAssert(of(family, labels));
  }

  /** Begins assertions on the series of an up-and-down family without labels. */
  public GaugeAssert upDown(UpDownFamily<NoLabels> family) {
    return new GaugeAssert(of(family, NoLabels.NONE));
  }

  /** Verifies that only those series changed that assertions of this test have checked. */
  public RecorderAssert nothingElseRecorded() {
    Map<SeriesKey, Sample> changes = run.changes(Samples.of(actual));
    changes.keySet().removeIf(run::isAsserted);
    if (!changes.isEmpty()) {
      failWithMessage(
          "Expected no series to change but for those asserted before, but there are:%s",
          changes.entrySet().stream()
              .map(each -> "\n  " + run.describe(each.getKey(), each.getValue()))
              .collect(Collectors.joining()));
    }
    return this;
  }

  /** Verifies that no label value was folded into a reserved value, such as {@code _OTHER}. */
  public RecorderAssert nothingFolded() {
    return nothingOf(SelfFamilies.FOLDED, "label values were folded");
  }

  /** Verifies that no detector caught a label value that looks like personal data or a secret. */
  public RecorderAssert nothingRedacted() {
    return nothingOf(SelfFamilies.REDACTED, "label values were redacted");
  }

  /**
   * Verifies that no recording was refused, for example for a closed label that is null or a
   * negative amount.
   */
  public RecorderAssert nothingRejected() {
    return nothingOf(SelfFamilies.REJECTED, "recordings were rejected");
  }

  /**
   * Verifies how many label values were folded and recordings rejected in all families, for any
   * reason. {@link UpstreamMetricsTest} then accepts them; without this assertion it fails the
   * test.
   */
  public RecorderAssert refused(int times) {
    run.expectRefusals();
    Samples now = Samples.of(actual);
    double refused = sum(now, SelfFamilies.FOLDED) + sum(now, SelfFamilies.REJECTED);
    if (refused != times) {
      failWithMessage(
          "Expected %s values and recordings to be refused, but %s were:%s",
          times, Numbers.text(refused), refusals(run, now));
    }
    return this;
  }

  /** Returns what the library has refused since the test began; empty if nothing. */
  static String refusals(TestRun run, Samples now) {
    return lines("folded", run.added(now, SelfFamilies.FOLDED))
        + lines("rejected", run.added(now, SelfFamilies.REJECTED));
  }

  private static String lines(String what, List<String> added) {
    return added.stream().map(each -> "\n  " + what + ": " + each).collect(Collectors.joining());
  }

  private double sum(Samples now, Family<?> counter) {
    return now.all().entrySet().stream()
        .filter(each -> each.getKey().family().equals(counter.name()))
        .mapToDouble(each -> each.getValue().value - run.before(each.getKey()).value)
        .sum();
  }

  private RecorderAssert nothingOf(CounterFamily<?> counter, String what) {
    List<String> added = run.added(Samples.of(actual), counter);
    if (!added.isEmpty()) {
      failWithMessage(
          "Expected that no %s, but there are:\n  %s", what, String.join("\n  ", added));
    }
    return this;
  }

  private <L extends Record> SeriesReading of(Family<L> family, L labels) {
    Samples now = samplesOf(family);
    SeriesKey key = SeriesKey.of(family, labels);
    run.asserted(key);
    return new SeriesReading(run, now, key, List.of(key));
  }

  private SeriesReading of(Family<?> family) {
    Samples now = samplesOf(family);
    List<SeriesKey> keys =
        now.all().keySet().stream().filter(key -> key.family().equals(family.name())).toList();
    keys.forEach(run::asserted);
    return new SeriesReading(run, now, new SeriesKey(family.name(), Map.of()), keys);
  }

  private Samples samplesOf(Family<?> family) {
    for (Family<?> carried : actual.families()) {
      if (carried.name().equals(family.name()) && !carried.equals(family)) {
        failWithMessage(
            "The recorder carries another declaration of %s: %s instead of %s",
            family.name(), carried, family);
      }
    }
    return Samples.of(actual);
  }
}
