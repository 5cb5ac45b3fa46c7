package io.upstream.metrics.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.detect.Detectors;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Observer;
import io.upstream.metrics.series.SeriesRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks the labels that callers add to exemplars. */
class ExemplarLabelsTest {

  record Labels(CustomerId customerId) {}

  record OrderId(@Nullable String value) implements OpenLabel {}

  @Grammar(Grammar.ANY)
  record Note(@Nullable String value) implements OpenLabel {}

  record TraceId(@Nullable String value) implements OpenLabel {}

  record Broken(String value) implements OpenLabel {
    @Override
    public String value() {
      throw new IllegalStateException("an application's own mistake");
    }
  }

  private static final CounterFamily<Labels> EVENTS =
      CounterFamily.named("labelled_events_total").help("E.").labels(Labels.class);
  private static final HistogramFamily<NoLabels> SIZES =
      HistogramFamily.named("labelled_sizes").buckets(1, 10).help("S.").noLabels();
  private static final Labels ACME = new Labels(new CustomerId("acme"));
  private static final OrderId ORDER = new OrderId("A-1007");
  private static final String UUID = "4fd0b614-1e2b-4bf1-8d2e-0242ac130003";
  private static final String TRACE =
      "span_id=\"b7ad6b7169203331\",trace_id=\"0af7651916cd43dd8448eb211c80319c\"";

  /** The spans of a test. */
  private static final class Spans implements SpanContext {
    private String trace = "0af7651916cd43dd8448eb211c80319c";
    private String span = "b7ad6b7169203331";
    private boolean sampled = true;

    @Override
    public String getCurrentTraceId() {
      return trace;
    }

    @Override
    public String getCurrentSpanId() {
      return span;
    }

    @Override
    public boolean isCurrentSpanSampled() {
      return sampled;
    }

    @Override
    public void markCurrentSpanAsExemplar() {}
  }

  private final Spans spans = new Spans();
  private SeriesRegistry registry = registry(Mode.ENFORCE);
  private Page page = page();

  private static SeriesRegistry registry(Mode mode) {
    return new SeriesRegistry(
        new Guards(
            new GuardRules(mode, Map.of("customer_id", 1), Map.of(), List.of(Detectors.UUID)),
            () -> Instant.ofEpochSecond(1_700_000_000)),
        1_000,
        false,
        () -> 0);
  }

  private Page page() {
    return new Page(registry, null, false, false, () -> 0, 0, -1, 0);
  }

  private Counter<Labels> events() {
    return registry.counter(EVENTS).api();
  }

  private String page(PageFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      page.write(format, Set.of("labelled_events", "labelled_sizes"), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }

  /** The labels of the only exemplar as OpenMetrics has them; empty if there is none. */
  private String exemplar() {
    List<String> found =
        page(PageFormat.OPENMETRICS).lines().filter(line -> line.contains("} 1.0 # {")).toList();
    assertThat(found.size()).isLessThan(2);
    return found.isEmpty()
        ? ""
        : found.get(0).substring(found.get(0).indexOf("# {") + 3, found.get(0).lastIndexOf('}'));
  }

  private String exemplar(OpenLabel... labels) {
    events().incWithExemplar(ACME, labels);
    String found = exemplar();
    registry = registry(Mode.ENFORCE);
    registry.keepExemplars(spans);
    page = page();
    return found;
  }

  @Test
  void labels_follow_the_span() {
    registry.keepExemplars(spans);
    assertThat(exemplar(ORDER)).isEqualTo("order_id=\"A-1007\"," + TRACE);
  }

  @Test
  void labels_need_no_tracer() {
    registry.keepExemplars(null);
    events().incWithExemplar(ACME, ORDER);
    registry.histogram(SIZES).observe(NoLabels.NONE, 5);
    registry.histogram(SIZES).api().observeWithExemplar(NoLabels.NONE, 3, ORDER);
    assertThat(page(PageFormat.OPENMETRICS))
        .contains("} 1.0 # {order_id=\"A-1007\"} 1.0 1700000000.000\n")
        .contains("le=\"10.0\"} 2 # {order_id=\"A-1007\"} 3.0 1700000000.000\n")
        .doesNotContain("trace_id");
  }

  @Test
  void without_exemplars_the_event_is_counted() {
    events().incWithExemplar(ACME, ORDER);
    events().addWithExemplar(ACME, 0.5, ORDER);
    registry.histogram(SIZES).api().observeWithExemplar(NoLabels.NONE, 3, ORDER);
    assertThat(events().value(ACME)).isEqualTo(1.5);
    assertThat(registry.histogram(SIZES).api().sum(NoLabels.NONE)).isEqualTo(3);
    assertThat(page(PageFormat.OPENMETRICS)).doesNotContain("A-1007");
  }

  @Test
  void a_folded_value_is_left_out() {
    registry.keepExemplars(spans);
    CustomerId over = new CustomerId("globex");
    events().inc(ACME);
    page(PageFormat.OPENMETRICS);
    events().incWithExemplar(new Labels(over), over, ORDER);
    assertThat(page(PageFormat.OPENMETRICS))
        .contains("customer_id=\"_OTHER\"} 1.0 # {order_id=\"A-1007\"," + TRACE)
        .doesNotContain("globex");
  }

  @Test
  void an_unnamed_value_takes_no_place() {
    registry.keepExemplars(spans);
    registry.counter(EVENTS); // whose budget has one place
    registry.histogram(SIZES).api().observeWithExemplar(NoLabels.NONE, 3, new CustomerId("globex"));
    assertThat(page(PageFormat.OPENMETRICS)).doesNotContain("globex");
    events().incWithExemplar(ACME, new CustomerId("acme"));
    assertThat(exemplar()).isEqualTo("customer_id=\"acme\"," + TRACE);
  }

  @Test
  void personal_data_is_left_out() {
    registry.keepExemplars(spans);
    assertThat(exemplar(new OrderId(UUID))).isEqualTo(TRACE);
    assertThat(exemplar(new OrderId(UUID), new Note("paid"))).isEqualTo("note=\"paid\"," + TRACE);
  }

  @Test
  void the_uuid_detector_accepts_only_trace_ids() {
    spans.trace = UUID;
    spans.span = UUID;
    registry.keepExemplars(spans);
    assertThat(exemplar(new TraceId("mine"), new OrderId(UUID)))
        .isEqualTo("span_id=\"" + UUID + "\",trace_id=\"" + UUID + "\"");
    registry = registry(Mode.ENFORCE);
    registry.keepExemplars(null);
    page = page();
    assertThat(exemplar(new TraceId(UUID))).isEmpty();
  }

  @Test
  void malformed_values_are_left_out() {
    registry.keepExemplars(spans);
    OpenLabel noRecord = () -> "value";
    assertThat(exemplar(new OrderId("two\nlines"), new Broken("x"), noRecord)).isEqualTo(TRACE);
    assertThat(exemplar(new OrderId(null), new OrderId(" "), new OrderId("x".repeat(200))))
        .isEqualTo(TRACE);
    assertThat(exemplar((OpenLabel) null)).isEqualTo(TRACE);
    assertThat(exemplar((OpenLabel[]) null)).isEqualTo(TRACE);
  }

  @Test
  void values_are_escaped() {
    registry.keepExemplars(null);
    events().incWithExemplar(ACME, new Note("a\"b\\c é"));
    assertThat(exemplar()).isEqualTo("note=\"a\\\"b\\\\c é\"");
  }

  @Test
  void an_exemplar_has_128_characters_at_most() {
    registry.keepExemplars(spans);
    int room = 128 - "trace_id".length() - 32 - "span_id".length() - 16 - "note".length();
    String fits = "é".repeat(room);
    assertThat(exemplar(new Note(fits))).isEqualTo("note=\"" + fits + "\"," + TRACE);
    assertThat(exemplar(new Note(fits + "é"))).isEqualTo(TRACE);
    assertThat(exemplar(new Note(fits + "é"), ORDER)).isEqualTo("order_id=\"A-1007\"," + TRACE);
    assertThat(exemplar(ORDER, new Note(fits))).isEqualTo("order_id=\"A-1007\"," + TRACE);
  }

  @Test
  void a_labelled_one_replaces_one_without_labels() {
    registry.keepExemplars(spans);
    events().inc(ACME);
    events().incWithExemplar(ACME, ORDER);
    events().incWithExemplar(ACME, new OrderId("A-1008"));
    events().inc(ACME);
    assertThat(page(PageFormat.OPENMETRICS))
        .contains("} 4.0 # {order_id=\"A-1007\"," + TRACE + "} 1.0 ");
    events().inc(ACME);
    assertThat(page(PageFormat.OPENMETRICS)).contains("} 5.0 # {" + TRACE + "} 1.0 ");
  }

  @Test
  void labels_left_out_are_not_tried_again() {
    registry.keepExemplars(null);
    Observer sizes = registry.histogram(SIZES).api().bind(NoLabels.NONE);
    sizes.observeWithExemplar(5, new OrderId(UUID));
    sizes.observeWithExemplar(5, ORDER);
    assertThat(page(PageFormat.OPENMETRICS)).doesNotContain("# {");
    sizes.observeWithExemplar(5, ORDER);
    assertThat(page(PageFormat.OPENMETRICS)).contains("le=\"10.0\"} 3 # {order_id=\"A-1007\"}");
    sizes.observeWithExemplar(5, new OrderId(UUID));
    assertThat(page(PageFormat.OPENMETRICS)).contains("le=\"10.0\"} 4 # {order_id=\"A-1007\"}");
  }

  @Test
  void a_span_comes_after_labels_left_out() {
    registry.keepExemplars(spans);
    spans.sampled = false;
    events().incWithExemplar(ACME, new OrderId(UUID));
    spans.sampled = true;
    events().inc(ACME);
    assertThat(page(PageFormat.OPENMETRICS)).contains("} 2.0 # {" + TRACE);
  }

  @Test
  void handles_take_labels_too() {
    registry.keepExemplars(spans);
    events().bind(ACME).incWithExemplar(ORDER);
    Observer sizes = registry.histogram(SIZES).api().bind(NoLabels.NONE);
    sizes.observeWithExemplar(3, ORDER);
    assertThat(page(PageFormat.OPENMETRICS))
        .contains("} 1.0 # {order_id=\"A-1007\"," + TRACE)
        .contains("le=\"10.0\"} 1 # {order_id=\"A-1007\"," + TRACE);
    events().bind(ACME).addWithExemplar(0.5, new OrderId("A-1008"));
    events().bind(ACME).addWithExemplar(2, new OrderId("A-1009"));
    assertThat(page(PageFormat.OPENMETRICS)).contains("3.5 # {order_id=\"A-1008\"," + TRACE);
  }

  @Test
  void openmetrics_is_what_client_java_writes() throws IOException {
    registry.keepExemplars(spans);
    events().incWithExemplar(ACME, new Note("a\"b"), ORDER);
    registry.histogram(SIZES).api().observeWithExemplar(NoLabels.NONE, 3, new Note("z"));
    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    new OpenMetricsTextFormatWriter(false, false)
        .write(theirs, page.registry().scrape(name -> name.startsWith("labelled_")));
    assertThat(page(PageFormat.OPENMETRICS)).isEqualTo(theirs.toString(UTF_8));
  }

  @Test
  void protobuf_and_registry_have_the_labels() throws IOException {
    registry.keepExemplars(null);
    events().incWithExemplar(ACME, ORDER);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    page.write(PageFormat.PROTOBUF, out);
    assertThat(
            Objects.requireNonNull(
                    ProtobufPage.families(out.toByteArray()).get("labelled_events_total"))
                .message(4)
                .message(3)
                .message(2)
                .labels())
        .isEqualTo(Map.of("order_id", "A-1007"));
    CounterSnapshot snapshot =
        (CounterSnapshot) page.registry().scrape("labelled_events"::equals).get(0);
    assertThat(snapshot.getDataPoints().get(0).getExemplar().getLabels().get("order_id"))
        .isEqualTo("A-1007");
  }

  @Test
  void a_strict_recorder_throws_after_counting() {
    registry = registry(Mode.STRICT);
    registry.keepExemplars(spans);
    page = page();
    assertThatThrownBy(() -> events().incWithExemplar(ACME, new OrderId(UUID)))
        .hasMessageContaining("order_id")
        .hasMessageContaining("personal data")
        .hasMessageNotContaining(UUID);
    assertThat(events().value(ACME)).isEqualTo(1);
    assertThat(registry.strictRefusals()).hasSize(1);
  }

  @Test
  void a_released_value_is_left_out() {
    registry.keepExemplars(spans);
    events().incWithExemplar(ACME, new CustomerId("acme"));
    assertThat(page(PageFormat.OPENMETRICS)).contains("{customer_id=\"acme\"," + TRACE);
    registry.guards().guard(CustomerId.class).deny(new CustomerId("acme"));
    registry.histogram(SIZES).api().observeWithExemplar(NoLabels.NONE, 3, new CustomerId("acme"));
    assertThat(page(PageFormat.OPENMETRICS)).contains("le=\"10.0\"} 1 # {" + TRACE);
  }
}
