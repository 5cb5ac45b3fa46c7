package io.upstream.metrics.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.series.CapturedSpan;
import io.upstream.metrics.series.SeriesRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks the exemplars of counters and histograms. */
class ExemplarsTest {

  record Labels(CustomerId customerId) {}

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("traced_events_total").help("E.").labels(Labels.class);
  private static final CounterFamily<Labels> BYTES =
      CounterFamily.named("traced_bytes").inheritedName("a test").help("B.").labels(Labels.class);
  private static final HistogramFamily<NoLabels> SIZES =
      HistogramFamily.named("traced_sizes").buckets(1, 10).help("S.").noLabels();
  private static final HistogramFamily<NoLabels> ALONE =
      HistogramFamily.named("traced_alone").nativeResolution(3).help("A.").noLabels();
  private static final HistogramFamily<NoLabels> BOTH =
      HistogramFamily.named("traced_both").buckets(1).nativeResolution(3).help("B.").noLabels();
  private static final Labels ACME = new Labels(new CustomerId("acme"));
  private static final String UUID = "4fd0b614-1e2b-4bf1-8d2e-0242ac130003";
  private static final Scraper PROMETHEUS = new Scraper("10.0.0.1", 1, "Prometheus/2.42", "10");

  /** The spans of a test. */
  private static final class Spans implements SpanContext {
    private @Nullable String trace = "0af7651916cd43dd8448eb211c80319c";
    private boolean sampled = true;
    private @Nullable Throwable failure;
    private int marked;

    @Override
    public @Nullable String getCurrentTraceId() {
      return trace;
    }

    @Override
    public String getCurrentSpanId() {
      return "b7ad6b7169203331";
    }

    @Override
    public boolean isCurrentSpanSampled() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      return sampled;
    }

    @Override
    public void markCurrentSpanAsExemplar() {
      marked++;
    }
  }

  private long seconds;
  private final Spans spans = new Spans();
  private final SeriesRegistry registry =
      new SeriesRegistry(
          new Guards(
              new GuardRules(Mode.ENFORCE, Map.of(), Map.of(), List.of()),
              () -> Instant.ofEpochSecond(1_700_000_000 + seconds)),
          1_000,
          false,
          () -> seconds * 1_000_000_000L);
  private final Page page;

  ExemplarsTest() {
    registry.keepExemplars(spans);
    page = new Page(registry, null, false, false, () -> seconds * 1_000_000_000L, 0, -1, 30);
  }

  private byte[] bytes(PageFormat format, @Nullable Scraper scraper) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      page.write(
          format, null, Set.of("traced_events", "traced_bytes", "traced_sizes"), scraper, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private List<String> lines(PageFormat format, @Nullable Scraper scraper) {
    return new String(bytes(format, scraper), UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  private List<String> lines() {
    return lines(PageFormat.OPENMETRICS, null);
  }

  @Test
  void a_counter_leads_to_its_last_span() {
    registry.counter(EVENTS).add(ACME, 3);
    assertThat(spans.marked).isPositive();
    assertThat(lines())
        .containsExactly(
            "traced_events_total{customer_id=\"acme\"} 3.0"
                + " # {span_id=\"b7ad6b7169203331\",trace_id=\"0af7651916cd43dd8448eb211c80319c\"} 3.0 1700000000.000");
  }

  @Test
  void each_bucket_has_its_own_span() {
    registry.histogram(SIZES).observe(NoLabels.NONE, 0.5);
    spans.trace = "1bf7651916cd43dd8448eb211c80319d";
    registry.histogram(SIZES).observe(NoLabels.NONE, 70);
    assertThat(lines())
        .contains(
            "traced_sizes_bucket{le=\"1.0\"} 1"
                + " # {span_id=\"b7ad6b7169203331\",trace_id=\"0af7651916cd43dd8448eb211c80319c\"} 0.5 1700000000.000",
            "traced_sizes_bucket{le=\"10.0\"} 1",
            "traced_sizes_bucket{le=\"+Inf\"} 2"
                + " # {span_id=\"b7ad6b7169203331\",trace_id=\"1bf7651916cd43dd8448eb211c80319d\"} 70.0 1700000000.000");
  }

  @Test
  void openmetrics_is_what_client_java_writes() throws IOException {
    registry.counter(EVENTS).add(ACME, 3);
    registry.counter(EVENTS).add(new Labels(new CustomerId("half")), 0.5);
    registry.histogram(SIZES).observe(NoLabels.NONE, 0.5);
    registry.histogram(SIZES).observe(NoLabels.NONE, 70);
    MetricSnapshots theirs = page.registry().scrape(name -> name.startsWith("traced_"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new OpenMetricsTextFormatWriter(false, false).write(out, theirs);
    assertThat(new String(bytes(PageFormat.OPENMETRICS, null), UTF_8))
        .isEqualTo(out.toString(UTF_8));
  }

  @Test
  void protobuf_carries_exemplars() {
    registry.counter(EVENTS).add(ACME, 3);
    registry.histogram(SIZES).observe(NoLabels.NONE, 70);
    Map<String, ProtobufPage.Message> families =
        ProtobufPage.families(bytes(PageFormat.PROTOBUF, null));
    List<ProtobufPage.Message> found =
        List.of(
            Objects.requireNonNull(families.get("traced_events_total"))
                .message(4)
                .message(3)
                .message(2),
            Objects.requireNonNull(families.get("traced_sizes"))
                .message(4)
                .message(7)
                .messages(3)
                .get(2)
                .message(3));
    assertThat(found)
        .allSatisfy(
            exemplar -> {
              assertThat(exemplar.labels())
                  .isEqualTo(
                      Map.of(
                          "span_id",
                          "b7ad6b7169203331",
                          "trace_id",
                          "0af7651916cd43dd8448eb211c80319c"));
              assertThat(exemplar.message(3).millis()).isEqualTo(1_700_000_000_000L);
            })
        .extracting(exemplar -> exemplar.number(2))
        .containsExactly(3.0, 70.0);
  }

  @Test
  void text_has_none() {
    registry.counter(EVENTS).inc(ACME);
    registry.counter(BYTES).inc(ACME);
    assertThat(lines(PageFormat.TEXT, null))
        .containsExactly(
            "traced_bytes{customer_id=\"acme\"} 1.0",
            "traced_events_total{customer_id=\"acme\"} 1.0");
    assertThat(lines()).contains("traced_bytes{customer_id=\"acme\"} 1.0");
  }

  @Test
  void a_span_that_is_not_sampled_leaves_none() {
    spans.sampled = false;
    registry.counter(EVENTS).inc(ACME);
    registry.histogram(SIZES).observe(NoLabels.NONE, 1);
    assertThat(lines()).hasSize(6).noneMatch(line -> line.contains("#"));
    assertThat(registry.captureSpan()).isNull();
  }

  @Test
  void one_is_kept_until_a_page_shows_it() {
    registry.counter(EVENTS).inc(ACME);
    int marked = spans.marked;
    spans.trace = "1bf7651916cd43dd8448eb211c80319d";
    seconds = 100;
    registry.counter(EVENTS).inc(ACME);
    assertThat(spans.marked).isEqualTo(marked);
    lines(PageFormat.TEXT, null); // has no exemplars
    registry.counter(EVENTS).inc(ACME);
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("trace_id=\"0af7651916cd43dd8448eb211c80319c\"");
    registry.counter(EVENTS).inc(ACME);
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("trace_id=\"1bf7651916cd43dd8448eb211c80319d\"");
  }

  @Test
  void each_reader_of_exemplars_makes_room() {
    registry.counter(EVENTS).inc(ACME);
    bytes(PageFormat.PROTOBUF, null);
    spans.trace = "1bf7651916cd43dd8448eb211c80319d";
    registry.counter(EVENTS).inc(ACME);
    CounterSnapshot events =
        (CounterSnapshot) page.registry().scrape("traced_events"::equals).get(0);
    assertThat(events.getDataPoints().get(0).getExemplar().getLabels().get("trace_id"))
        .isEqualTo(spans.trace);
    spans.trace = "2cf7651916cd43dd8448eb211c80319e";
    registry.counter(EVENTS).inc(ACME);
    assertThat(lines()).singleElement().asString().contains(spans.trace);
  }

  @Test
  void one_waits_until_its_series_is_shown() {
    lines(PageFormat.OPENMETRICS, PROMETHEUS);
    seconds = 100;
    registry.counter(EVENTS).inc(ACME);
    registry.histogram(SIZES).observe(NoLabels.NONE, 1);
    assertThat(lines(PageFormat.OPENMETRICS, PROMETHEUS))
        .contains("traced_events_total{customer_id=\"acme\"} 0.0")
        .noneMatch(line -> line.contains("#"));
    assertThat(new String(bytes(PageFormat.PROTOBUF, PROMETHEUS), UTF_8))
        .doesNotContain("trace_id");
    seconds = 140;
    assertThat(lines(PageFormat.OPENMETRICS, PROMETHEUS))
        .filteredOn(line -> line.contains("# {"))
        .hasSize(2);
  }

  @Test
  void identifiers_may_be_uuids_but_no_text() {
    spans.trace = UUID;
    registry.counter(EVENTS).inc(ACME);
    assertThat(lines()).singleElement().asString().contains("trace_id=\"" + UUID + "\"");
    for (String wrong :
        new String[] {null, "", "jane.roe", "219-48-7305", "a\"b", "0".repeat(33)}) {
      lines();
      spans.trace = wrong;
      registry.counter(EVENTS).inc(ACME);
    }
    assertThat(lines()).singleElement().asString().contains("trace_id=\"" + UUID + "\"");
  }

  @Test
  void a_tracer_that_throws_loses_no_event() {
    for (Throwable failure :
        List.of(new IllegalStateException("no tracer"), new AssertionError("no tracer"))) {
      spans.failure = failure;
      registry.counter(EVENTS).inc(ACME);
      registry.histogram(SIZES).observe(NoLabels.NONE, 1);
      assertThat(registry.captureSpan()).isNull();
    }
    assertThat(lines()).contains("traced_events_total{customer_id=\"acme\"} 2.0");
  }

  @Test
  void a_captured_span_is_used_on_another_thread() throws InterruptedException {
    CapturedSpan span = registry.captureSpan();
    spans.sampled = false;
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        new Thread(
            () -> {
              Objects.requireNonNull(span).run(() -> registry.counter(EVENTS).inc(ACME));
              registry.histogram(SIZES).observe(NoLabels.NONE, 1);
              done.countDown();
            });
    other.start();
    done.await();
    assertThat(lines()).filteredOn(line -> line.contains("# {")).hasSize(1);
    assertThat(lines().get(0)).contains("trace_id=\"0af7651916cd43dd8448eb211c80319c\"");
  }

  @Test
  void native_histograms_have_exemplars_too() {
    registry.histogram(ALONE).observe(NoLabels.NONE, 3);
    registry.histogram(BOTH).observe(NoLabels.NONE, 3);
    seconds = 120;

    ProtobufPage.Message alone = nativeFamilies("Prometheus/3.5.0").get("traced_alone");
    assertThat(alone.message(4).message(7).message(16).labels())
        .containsEntry("trace_id", spans.trace);
    ProtobufPage.Message both = nativeFamilies("Prometheus/3.5.0").get("traced_both");
    assertThat(both.message(4).message(7).messages(3).get(1).message(3).labels())
        .containsEntry("trace_id", spans.trace);
    ProtobufPage.Message apart = nativeFamilies("Prometheus/2.42.0").get("traced_both_bucket");
    assertThat(apart.messages(4).get(1).message(3).message(2).labels())
        .containsEntry("trace_id", spans.trace);
  }

  private Map<String, ProtobufPage.Message> nativeFamilies(String agent) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Scraper scraper = new Scraper("10.0.0.1", 1, agent, "10");
    try {
      page.write(PageFormat.PROTOBUF, null, Set.of("traced_alone", "traced_both"), scraper, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ProtobufPage.families(out.toByteArray());
  }
}
