package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.series.SeriesRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks that scrapers see a new series as 0 first. */
class ZeroFirstTest {

  record Labels(CustomerId customerId) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("born_events_total").help("E.").labels(Labels.class);
  private static final HistogramFamily<Labels> SIZES =
      HistogramFamily.named("born_sizes").buckets(1).help("S.").labels(Labels.class);
  private static final Scraper PROMETHEUS = new Scraper("10.0.0.1", 4000, "Prometheus/2.42", "10");
  private static final Scraper OTHER = new Scraper("10.0.0.2", 4000, "Prometheus/2.42", "10");

  private long seconds;

  private SeriesRegistry registry() {
    GuardRules rules = new GuardRules(Mode.ENFORCE, Map.of(), Map.of(), List.of());
    return new SeriesRegistry(new Guards(rules), 1_000, false, () -> seconds * 1_000_000_000L);
  }

  private Page page(SeriesRegistry registry, long setting) {
    return new Page(registry, null, false, false, () -> seconds * 1_000_000_000L, 0, -1, setting);
  }

  private static List<String> lines(Page page, Scraper scraper, PageFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      page.write(format, null, Set.of("born_events_total", "born_sizes"), scraper, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceAll(".*? ", ""))
        .toList();
  }

  private static List<String> lines(Page page, Scraper scraper) {
    return lines(page, scraper, PageFormat.TEXT);
  }

  @Test
  void a_new_series_is_zero_for_three_gaps() {
    SeriesRegistry registry = registry();
    try (Page page = page(registry, ZeroFirst.BY_GAPS)) {
      for (seconds = 0; seconds <= 30; seconds += 10) {
        lines(page, PROMETHEUS);
      }
      registry.counter(EVENTS).inc(new Labels(new CustomerId("acme")));
      registry.histogram(SIZES).observe(new Labels(new CustomerId("acme")), 0.5);
      for (seconds = 40; seconds <= 70; seconds += 10) {
        assertThat(lines(page, PROMETHEUS)).containsExactly("0.0", "0", "0", "0", "0.0");
        assertThat(lines(page, null)).containsExactly("1.0", "1", "1", "1", "0.5");
        assertThat(lines(page, PROMETHEUS, PageFormat.OPENMETRICS))
            .containsExactly("0.0", "0", "0", "0", "0.0");
      }
      seconds = 80;
      assertThat(lines(page, PROMETHEUS)).containsExactly("1.0", "1", "1", "1", "0.5");
    }
  }

  @Test
  void a_later_scraper_never_sees_zero_again() {
    SeriesRegistry registry = registry();
    try (Page page = page(registry, 30)) {
      registry.counter(EVENTS).inc(new Labels(new CustomerId("acme")));
      seconds = 20;
      assertThat(lines(page, PROMETHEUS)).containsExactly("0.0");
      seconds = 40;
      assertThat(lines(page, PROMETHEUS)).containsExactly("1.0");
      assertThat(lines(page, OTHER)).containsExactly("1.0");
    }
  }

  @Test
  void people_and_closed_pages_see_real_values() {
    SeriesRegistry registry = registry();
    Page page = page(registry, ZeroFirst.BY_GAPS);
    registry.counter(EVENTS).inc(new Labels(new CustomerId("acme")));
    assertThat(lines(page, PROMETHEUS)).containsExactly("0.0");
    assertThat(lines(page, null)).containsExactly("1.0");
    page.close();
    assertThat(lines(page, PROMETHEUS)).containsExactly("1.0");

    SeriesRegistry other = registry();
    try (Page off = page(other, 0)) {
      other.counter(EVENTS).inc(new Labels(new CustomerId("acme")));
      assertThat(lines(off, PROMETHEUS)).containsExactly("1.0");
    }
  }

  @Test
  void the_hold_follows_the_largest_capped_gap() {
    long[] nanos = {0};
    ZeroFirst zeroFirst = new ZeroFirst(() -> nanos[0], ZeroFirst.BY_GAPS);
    assertThat(zeroFirst.hold()).isEqualTo(1_500);
    for (int i = 0; i < 3; i++) {
      zeroFirst.shownUntil(PROMETHEUS, 0);
      nanos[0] += 15_000_000_000L;
    }
    assertThat(zeroFirst.hold()).isEqualTo(495);
    for (int i = 0; i < 3; i++) {
      zeroFirst.shownUntil(OTHER, 0);
      nanos[0] += 3_600_000_000_000L;
    }
    assertThat(zeroFirst.hold()).isEqualTo(1_500);
  }

  @Test
  void the_table_of_scrapers_is_bounded() {
    long[] nanos = {0};
    ZeroFirst zeroFirst = new ZeroFirst(() -> nanos[0], ZeroFirst.BY_GAPS);
    for (int i = 0; i < 100_000; i++) {
      nanos[0] += 1_000_000;
      zeroFirst.shownUntil(new Scraper("10.0." + i, i, "curl", "1"), 0);
    }
    assertThat(zeroFirst.scrapers()).isLessThanOrEqualTo(64);
  }
}
