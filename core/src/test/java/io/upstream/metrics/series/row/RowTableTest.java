package io.upstream.metrics.series.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.LabelEntry;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.page.ScrapedPage;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.cell.CounterCell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTableTest {

  private static final int VALUES = 1_000;

  record Place(Severity severity, Endpoint endpoint, CacheName cache, CustomerId customer) {}

  private static final CounterFamily<Place> VISITS =
      CounterFamily.named("tree_visits_total").help("V.").labels(Place.class);

  /** Arrays grow on every level, and each number is still where it was. */
  @Test
  void each_combination_has_its_own_number() throws Exception {
    int size = 9;
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < size * size * size; i++) {
      places.add(i);
      places.add(i);
    }
    Collections.shuffle(places, new Random(11));
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      Counter<Place> visits = recorder.counter(VISITS);
      List<String> expected = new ArrayList<>();
      for (int i : places) {
        visits.add(place(i, size), i + 1);
      }
      for (int i = 0; i < size * size * size; i++) {
        Place place = place(i, size);
        expected.add(
            "tree_visits_total{cache=\"%s\",customer=\"%s\",endpoint=\"%s\",severity=\"low\"} %s"
                .formatted(
                    place.cache.value(),
                    place.customer.value(),
                    place.endpoint.value(),
                    2.0 * (i + 1)));
      }
      assertThat(ScrapedPage.lines(recorder))
          .filteredOn(line -> line.startsWith("tree_visits_total{"))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** Of the label's values, the family may have all, or few with high numbers. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 999})
  void values_are_found_whatever_their_numbers(int step) {
    Guards guards =
        new Guards(
            new GuardRules(Mode.ENFORCE, Map.of("customer_id", VALUES), Map.of(), List.of()));
    List<LabelEntry> entries = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      entries.add(guards.resolver(CustomerId.class).resolve(customer(i)));
    }
    Object lock = new Object();
    RowTable<CounterCell> table = new RowTable<>(1, 4, lock);
    Map<LabelEntry, Set<CounterCell>> made = new HashMap<>();
    synchronized (lock) {
      for (int i = VALUES - 1; i >= 0; i -= step) {
        for (int closed = 0; closed < 1 + i % 4; closed++) {
          CounterCell cell =
              table.put(
                  table.row(entries.get(i), null, null, null),
                  new CounterCell(closed, 0),
                  entries.get(i),
                  null,
                  null,
                  null);
          made.computeIfAbsent(entries.get(i), entry -> new LinkedHashSet<>()).add(cell);
        }
      }
      assertFound(table, entries, made);
      for (int i = VALUES - 1; i >= 0; i -= 2 * step) {
        for (CounterCell cell : made.remove(entries.get(i))) {
          assertThat(table.takeOut(cell.closed(), entries.get(i), null, null, null)).isSameAs(cell);
        }
      }
      assertFound(table, entries, made);
      for (int i = 0; i < VALUES; i++) {
        if (!made.containsKey(entries.get(i))) {
          made.put(
              entries.get(i),
              Set.of(
                  table.put(
                      table.row(entries.get(i), null, null, null),
                      new CounterCell(2, 0),
                      entries.get(i),
                      null,
                      null,
                      null)));
        }
      }
      assertFound(table, entries, made);
    }
  }

  private static void assertFound(
      RowTable<CounterCell> table,
      List<LabelEntry> entries,
      Map<LabelEntry, Set<CounterCell>> made) {
    for (LabelEntry entry : entries) {
      Set<CounterCell> found = new LinkedHashSet<>();
      for (int closed = 0; closed < 4; closed++) {
        CounterCell cell = table.find(closed, entry);
        assertThat(cell).isSameAs(table.find(closed, entry, null, null, null));
        if (cell != null) {
          found.add(cell);
        }
      }
      assertThat(found).isEqualTo(made.getOrDefault(entry, Set.of()));
    }
  }

  private static CustomerId customer(int i) {
    return new CustomerId("acme-" + i);
  }

  private static Place place(int i, int size) {
    return new Place(
        Severity.LOW,
        new Endpoint("/e" + i % size),
        new CacheName("c" + i / size % size),
        new CustomerId("acme-" + i / size / size));
  }
}
