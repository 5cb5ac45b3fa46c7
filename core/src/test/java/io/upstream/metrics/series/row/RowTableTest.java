package io.upstream.metrics.series.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.page.ScrapedPage;
import io.upstream.metrics.series.Counter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowTableTest {

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

  private static Place place(int i, int size) {
    return new Place(
        Severity.LOW,
        new Endpoint("/e" + i % size),
        new CacheName("c" + i / size % size),
        new CustomerId("acme-" + i / size / size));
  }
}
