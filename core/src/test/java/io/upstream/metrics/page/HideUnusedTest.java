package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.ClosedLabel;
import io.upstream.metrics.series.SeriesRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HideUnusedTest {

  enum Size implements ClosedLabel {
    SMALL,
    LARGE
  }

  record Labels(Size size) {}

  private static final CounterFamily<Labels> BOXES =
      CounterFamily.named("shop_boxes_total").help("Boxes packed.").labels(Labels.class);
  private static final HistogramFamily<Labels> PACKING =
      HistogramFamily.named("shop_packing_seconds").buckets(1).help("P.").labels(Labels.class);
  private static final GaugeFamily<NoLabels> STOCK =
      GaugeFamily.named("shop_stock_euros").help("S.").noLabels();
  private static final UpDownFamily<NoLabels> CARTS =
      UpDownFamily.named("shop_open_carts").help("C.").noLabels();
  private static final List<Family<?>> FAMILIES = List.of(BOXES, PACKING, STOCK, CARTS);
  private static final Scraper PROMETHEUS = new Scraper("10.0.0.1", 4000, "Prometheus", "10");

  private long seconds = 100;
  private final SeriesRegistry registry =
      new SeriesRegistry(
          new Guards(new GuardRules(Mode.ENFORCE, Map.of(), Map.of(), List.of())),
          1_000,
          false,
          () -> seconds * 1_000_000_000L);
  private final Page page;

  HideUnusedTest() {
    registry.hideUnused();
    FAMILIES.forEach(registry::add);
    page = new Page(registry, null, false, false, () -> seconds * 1_000_000_000L, 0, -1, 30);
  }

  @AfterEach
  void close() {
    page.close();
  }

  private String page(@Nullable Scraper scraper, PageFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    page.write(format, null, Set.of(), scraper, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private String page(@Nullable Scraper scraper) throws IOException {
    return page(scraper, PageFormat.TEXT);
  }

  private boolean isInRegistry(Family<?> family) {
    return page.registry().scrape().stream()
        .anyMatch(each -> each.getMetadata().getPrometheusName().equals(family.baseName()));
  }

  @Test
  void a_family_is_hidden_until_it_is_used() throws IOException {
    for (PageFormat format : PageFormat.values()) {
      assertThat(page(null, format)).doesNotContain("# TYPE shop", "Boxes packed.");
    }
    assertThat(page(null)).contains("# TYPE upstream_metrics_line_budget gauge");
    assertThat(FAMILIES).noneMatch(this::isInRegistry);
    registry.counter(BOXES).inc(new Labels(Size.SMALL));
    registry.gauge(STOCK).set(new NoLabels(), 0);
    registry.upDown(CARTS).add(new NoLabels(), 1);
    registry.histogram(PACKING).observe(new Labels(Size.LARGE), 0.5);
    assertThat(FAMILIES).allMatch(this::isInRegistry);
    assertThat(page(null))
        .contains(
            "shop_boxes_total{size=\"small\"} 1.0",
            "shop_boxes_total{size=\"large\"} 0.0",
            "shop_stock_euros 0.0",
            "shop_open_carts 1.0",
            "shop_packing_seconds_count{size=\"large\"} 1");
  }

  @Test
  void what_appears_is_zero_first() throws IOException {
    page(PROMETHEUS);
    registry.counter(BOXES).inc(new Labels(Size.SMALL));
    registry.histogram(PACKING).observe(new Labels(Size.SMALL), 0.5);
    for (seconds = 110; seconds <= 140; seconds += 10) {
      assertThat(page(PROMETHEUS))
          .contains(
              "shop_boxes_total{size=\"small\"} 0.0", "shop_packing_seconds_sum{size=\"small\"} 0");
    }
    seconds = 150;
    assertThat(page(PROMETHEUS))
        .contains(
            "shop_boxes_total{size=\"small\"} 1.0", "shop_packing_seconds_sum{size=\"small\"} 0.5");
  }

  @Test
  void a_family_that_was_shown_stays() throws IOException {
    registry.upDown(CARTS).add(new NoLabels(), 1);
    page(null);
    registry.upDown(CARTS).add(new NoLabels(), -1);
    assertThat(page(null)).contains("shop_open_carts 0.0");
  }
}
