package io.upstream.metrics.guard.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Compares the counters of the most frequent hashes with exact counts. */
class SpaceSavingTest {

  private static final int COUNTERS = 32;
  private static final int EVENTS = 5_000;

  @Property(tries = 50)
  void it_never_overcounts_or_misses_frequent_values(@ForAll long seed) {
    Random random = new Random(seed);
    SpaceSaving<String> counters = new SpaceSaving<>(COUNTERS, "");
    Map<Long, Long> exact = new HashMap<>();
    for (int i = 0; i < EVENTS; i++) {
      long hash = (long) (1_000 * Math.pow(random.nextDouble(), 6)); // a few come often
      counters.add(hash, "");
      exact.merge(hash, 1L, Long::sum);
    }
    List<SpaceSaving.Counted<String>> heaviest = counters.heaviest();
    assertThat(heaviest).hasSizeLessThanOrEqualTo(COUNTERS);
    assertThat(heaviest).isSortedAccordingTo((a, b) -> Long.compare(b.least(), a.least()));
    assertThat(heaviest)
        .allSatisfy(each -> assertThat(each.least()).isLessThanOrEqualTo(exact.get(each.hash())));
    assertThat(heaviest.stream().map(SpaceSaving.Counted::hash).collect(Collectors.<Long>toSet()))
        .containsAll(
            exact.entrySet().stream()
                .filter(each -> each.getValue() > EVENTS / COUNTERS)
                .map(Map.Entry::getKey)
                .toList());
  }

  @Test
  void old_events_count_half_and_are_forgotten() {
    SpaceSaving<String> counters = new SpaceSaving<>(COUNTERS, "");
    for (int i = 0; i < 5; i++) {
      counters.add(1, "owner");
    }
    counters.add(2, "");
    counters.halve();
    assertThat(counters.heaviest()).containsExactly(new SpaceSaving.Counted<>(1, 2, "owner"));
    counters.forget(1);
    counters.halve();
    assertThat(counters.heaviest()).isEmpty();
  }
}
