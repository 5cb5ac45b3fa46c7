package io.upstream.metrics.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.page.registry.ScrapeErrors;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.SeriesRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks the start times of counters and histograms. */
class StartTimesTest {

  record Labels(CustomerId customerId) {}

  record Closed(Product product) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("start_events_total").help("E.").labels(Labels.class);
  private static final CounterFamily<Closed> KINDS =
      CounterFamily.named("start_kinds_total").help("K.").labels(Closed.class);
  private static final HistogramFamily<Labels> SIZES =
      HistogramFamily.named("start_sizes").buckets(1).help("S.").labels(Labels.class);
  private static final Labels ACME = new Labels(new CustomerId("acme"));
  private static final Labels OTHER = new Labels(new CustomerId("other"));
  private static final long START = 1_700_000_000_123L;

  private long millis;
  private final SeriesRegistry registry =
      new SeriesRegistry(
          new Guards(
              new GuardRules(Mode.ENFORCE, Map.of(), Map.of(), List.of()),
              () -> Instant.ofEpochMilli(START + millis)),
          1_000,
          false,
          () -> 1_000_000 * millis);
  private final Page page =
      new Page(registry, null, false, false, () -> 1_000_000 * millis, 0, -1, 0);

  private Map<String, ProtobufPage.Message> protobuf() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      page.write(PageFormat.PROTOBUF, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ProtobufPage.families(out.toByteArray());
  }

  /** The start times of a family by customer or product, in milliseconds after the recorder's. */
  private Map<String, Long> starts(String family) {
    return protobuf().get(family).messages(4).stream()
        .collect(
            Collectors.toMap(
                metric -> String.join("", metric.labels().values()),
                metric ->
                    (metric.messages(7).isEmpty()
                                ? metric.message(3).message(3)
                                : metric.message(7).message(15))
                            .millis()
                        - START));
  }

  @Test
  void protobuf_says_when_each_series_began() {
    registry.counter(KINDS);
    millis = 60_000;
    registry.counter(EVENTS).inc(ACME);
    millis = 90_000;
    registry.counter(EVENTS).inc(OTHER);
    registry.counter(EVENTS).inc(ACME);
    registry.histogram(SIZES).observe(OTHER, 3);
    millis = 120_000;

    // At most a tenth of a second before the event: never after it.
    assertThat(starts("start_events_total")).isEqualTo(Map.of("acme", 59_900L, "other", 89_900L));
    assertThat(starts("start_sizes")).isEqualTo(Map.of("other", 89_900L));
    assertThat(Set.copyOf(starts("start_kinds_total").values())).containsExactly(0L);
  }

  @Test
  void a_series_that_returns_has_a_new_start() {
    registry.counter(EVENTS).inc(ACME);
    registry.histogram(SIZES).observe(ACME, 3);
    assertThat(starts("start_events_total")).containsEntry("acme", 0L);

    for (int hour = 0; hour < 8 * 24; hour++) {
      millis += Duration.ofHours(1).toMillis();
      registry.beforePage();
    }
    assertThat(protobuf()).doesNotContainKeys("start_events_total", "start_sizes");
    registry.counter(EVENTS).inc(ACME);
    registry.histogram(SIZES).observe(ACME, 3);

    assertThat(starts("start_events_total")).isEqualTo(Map.of("acme", millis - 100));
    assertThat(starts("start_sizes")).isEqualTo(Map.of("acme", millis - 100));
  }

  @Test
  void the_registry_has_the_same_start_times() {
    millis = 60_000;
    registry.counter(EVENTS).inc(ACME);
    registry.histogram(SIZES).observe(ACME, 3);

    assertThat(page.registry().scrape(name -> name.startsWith("start_")).stream())
        .flatExtracting(snapshot -> List.copyOf(snapshot.getDataPoints()))
        .extracting(DataPointSnapshot::getCreatedTimestampMillis)
        .containsExactly(START + 59_900, START + 59_900);
  }

  @Test
  void a_series_shown_as_0_has_start_time() throws IOException {
    Page zeroFirst = new Page(registry, null, true, false, () -> 1_000_000 * millis, 0, -1, 30);
    millis = 60_000;
    registry.counter(EVENTS).inc(ACME);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    zeroFirst.write(
        PageFormat.PROTOBUF, null, Set.of(), new Scraper("10.0.0.1", 1, "Prometheus", "10"), out);

    ProtobufPage.Message counter =
        ProtobufPage.families(out.toByteArray()).get("start_events_total").message(4).message(3);
    assertThat(counter.number(1)).isZero();
    assertThat(counter.message(3).millis()).isEqualTo(START + 59_900);
  }

  @Test
  void openmetrics_has_no_created_lines_unless_asked() throws IOException {
    registry.counter(EVENTS).inc(ACME);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    page.write(PageFormat.OPENMETRICS, out);
    assertThat(out.toString(UTF_8)).doesNotContain("start_events_created");
  }

  @Test
  void created_lines_are_those_of_client_java() throws IOException {
    millis = 60_000;
    registry.counter(EVENTS).inc(ACME);
    registry.counter(EVENTS).add(OTHER, 0.5);
    registry.counter(KINDS);
    registry.histogram(SIZES).observe(ACME, 3);
    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    new OpenMetricsTextFormatWriter(true, true)
        .write(theirs, page.registry().scrape(name -> name.startsWith("start_")));
    ByteArrayOutputStream ours = new ByteArrayOutputStream();
    PageBuffer buffer = new PageBuffer(ours);
    SeriesWriter writer =
        new SeriesWriter(
            buffer,
            PageFormat.OPENMETRICS,
            new ScrapeErrors(registry),
            ZeroFirst.TRUTH,
            false,
            new CreatedLines(registry));
    for (FamilySeries<?, ?> series :
        registry.series(Set.of("start_events", "start_kinds", "start_sizes"))) {
      writer.write(series);
    }
    buffer.flush();

    assertThat(ours.toString(UTF_8))
        .contains("start_events_created{customer_id=\"acme\"} 1700000060.023\n")
        .contains("start_sizes_created{customer_id=\"acme\"} 1700000060.023\n");
    assertThat((ours.toString(UTF_8) + "# EOF\n").lines().sorted().toList())
        .isEqualTo(theirs.toString(UTF_8).lines().sorted().toList());
  }

  @Test
  void protobuf_has_what_client_java_writes() throws IOException {
    registry.counter(EVENTS).add(ACME, 3);
    registry.counter(EVENTS).add(OTHER, 0.5);
    registry.counter(KINDS).inc(new Closed(Product.DRIFT_WATCH));
    registry.histogram(SIZES).observe(ACME, 3);
    registry.histogram(SIZES).observe(ACME, 0.5);
    registry.histogram(SIZES).observe(null, 0.5);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExpositionFormats.init().getPrometheusProtobufWriter().write(out, page.registry().scrape());
    Map<String, ProtobufPage.Message> theirs = ProtobufPage.families(out.toByteArray());
    Map<String, ProtobufPage.Message> ours = protobuf();

    assertThat(ours.keySet()).containsAll(theirs.keySet());
    theirs.forEach(
        (name, family) ->
            assertThat(new TreeSet<>(ProtobufPage.lines(ours.get(name))))
                .as(name)
                .isEqualTo(new TreeSet<>(ProtobufPage.lines(family))));
  }
}
