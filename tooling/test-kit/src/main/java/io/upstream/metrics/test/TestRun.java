package io.upstream.metrics.test;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.FamilyType;
import io.upstream.metrics.catalog.SelfFamilies;
import io.upstream.metrics.test.Samples.Sample;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The changes that one test has recorded into a recorder since it began, and which of them
 * assertions have checked.
 */
final class TestRun {

  // The keys are weak, because nothing ends the run of a recorder that a test has made for itself.
  private static final Map<UpstreamRecorder, TestRun> RUNS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final Set<String> OF_THE_LIBRARY =
      SelfFamilies.ALL.stream().map(Family::name).collect(Collectors.toUnmodifiableSet());

  private final Samples before;
  private final Set<SeriesKey> asserted = ConcurrentHashMap.newKeySet();
  private volatile boolean refusalsExpected;

  private TestRun(Samples before) {
    this.before = before;
  }

  /** Begins a test. Numbers that the recorder already has do not belong to the test. */
  static TestRun begin(UpstreamRecorder recorder) {
    TestRun run = new TestRun(Samples.of(recorder));
    RUNS.put(recorder, run);
    return run;
  }

  /**
   * Returns the run that began with a recorder; if there is none, a run to which all numbers of the
   * recorder belong.
   */
  static TestRun of(UpstreamRecorder recorder) {
    return RUNS.computeIfAbsent(recorder, any -> new TestRun(Samples.NONE));
  }

  static void end(UpstreamRecorder recorder) {
    RUNS.remove(recorder);
  }

  Sample before(SeriesKey key) {
    return before.get(key);
  }

  void asserted(SeriesKey key) {
    asserted.add(key);
  }

  boolean isAsserted(SeriesKey key) {
    return asserted.contains(key);
  }

  void expectRefusals() {
    refusalsExpected = true;
  }

  boolean expectsRefusals() {
    return refusalsExpected;
  }

  /** Returns the series that the test has changed, without those of the library's own families. */
  Map<SeriesKey, Sample> changes(Samples now) {
    Map<SeriesKey, Sample> changes = new LinkedHashMap<>();
    now.all()
        .forEach(
            (key, sample) -> {
              if (!OF_THE_LIBRARY.contains(key.family())
                  && !sample.hasSameNumbers(before.get(key))) {
                changes.put(key, sample);
              }
            });
    return changes;
  }

  /** Returns what the test has added to the library's own counters, in words; empty if nothing. */
  List<String> added(Samples now, Family<?> counter) {
    return now.all().entrySet().stream()
        .filter(each -> each.getKey().family().equals(counter.name()))
        .filter(each -> each.getValue().value > before.get(each.getKey()).value)
        .map(
            each ->
                "%s: %s"
                    .formatted(
                        each.getKey().labels().entrySet().stream()
                            .map(label -> label.getKey() + " " + label.getValue())
                            .collect(Collectors.joining(", ")),
                        Numbers.text(each.getValue().value - before.get(each.getKey()).value)))
        .toList();
  }

  /** Returns a change as a message shows it. */
  String describe(SeriesKey key, Sample now) {
    Sample then = before.get(key);
    if (now.type == FamilyType.HISTOGRAM) {
      return "%s: %s observations, sum %s"
          .formatted(key, Numbers.text(now.value - then.value), Numbers.text(now.sum - then.sum));
    }
    if (now.type == FamilyType.COUNTER) {
      return "%s +%s".formatted(key, Numbers.text(now.value - then.value));
    }
    return "%s = %s".formatted(key, Numbers.text(now.value));
  }

  /** Returns the series of a family that are most like one, for a message. */
  String nearest(SeriesKey wanted, Samples now) {
    Map<SeriesKey, Sample> changes = changes(now);
    String same =
        changes.entrySet().stream()
            .filter(each -> each.getKey().family().equals(wanted.family()))
            .filter(each -> !each.getKey().equals(wanted))
            .sorted(Comparator.comparingLong(each -> each.getKey().differences(wanted)))
            .limit(5)
            .map(each -> "\n  " + describe(each.getKey(), each.getValue()))
            .collect(Collectors.joining());
    if (!same.isEmpty()) {
      return "\nThe nearest series that the test recorded:" + same;
    }
    String others =
        changes.entrySet().stream()
            .filter(each -> !each.getKey().equals(wanted))
            .limit(10)
            .map(each -> "\n  " + describe(each.getKey(), each.getValue()))
            .collect(Collectors.joining());
    return others.isEmpty()
        ? "\nThe test recorded nothing else."
        : "\nThe test recorded no other series of this family, but:" + others;
  }
}
