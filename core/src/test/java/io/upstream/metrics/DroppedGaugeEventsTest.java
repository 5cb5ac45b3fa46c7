package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.UpDownFamily;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.series.BoundGauge;
import io.upstream.metrics.series.Gauge;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that an event that is dropped because one of its labels is folded names none of the
 * others.
 */
class DroppedGaugeEventsTest {

  record Labels(CustomerId customerId, Endpoint endpoint) {}

  private static final GaugeFamily<Labels> DEPTH =
      GaugeFamily.named("dropped_depth").help("D.").labels(Labels.class);
  private static final CounterFamily<Labels> CALLS =
      CounterFamily.named("dropped_calls_total").help("C.").labels(Labels.class);
  private static final UpDownFamily<Labels> OPEN =
      UpDownFamily.named("dropped_open").help("O.").labels(Labels.class);
  private static final HistogramFamily<Labels> SIZES =
      HistogramFamily.named("dropped_sizes").buckets(1).help("S.").labels(Labels.class);

  private static final CustomerId GOOD_CUSTOMER = new CustomerId("acme");
  private static final Endpoint GOOD_ENDPOINT = new Endpoint("/claims");

  static Stream<BiConsumer<UpstreamRecorder, Labels>> gaugeEvents() {
    return Stream.of(
        (recorder, labels) -> recorder.gauge(DEPTH).set(labels, 1),
        (recorder, labels) -> recorder.gauge(DEPTH).bind(labels).set(1),
        (recorder, labels) -> {
          BoundGauge bound = recorder.gauge(DEPTH).bind(labels);
          recorder.guard(Endpoint.class).budget(3); // the handle looks again
          bound.set(1);
        },
        (recorder, labels) -> recorder.gauge(DEPTH).watch(labels, () -> 1),
        (recorder, labels) -> {
          Gauge.Watch unused = recorder.gauge(DEPTH).watch(labels, () -> 1);
          recorder.guard(Endpoint.class).budget(3); // what waits looks again
        });
  }

  @ParameterizedTest
  @MethodSource("gaugeEvents")
  void a_dropped_gauge_event_names_no_customer(BiConsumer<UpstreamRecorder, Labels> event) {
    try (UpstreamRecorder recorder = VerbCalls.quiet().build()) {
      event.accept(recorder, new Labels(GOOD_CUSTOMER, new Endpoint("/mail/jane@mail.example")));
      event.accept(recorder, new Labels(GOOD_CUSTOMER, new Endpoint("not an endpoint")));
      event.accept(recorder, new Labels(GOOD_CUSTOMER, new Endpoint(" ")));
      assertThat(recorder.guard(CustomerId.class).spent()).isZero();
      assertThat(Scrape.text(recorder))
          .contains("label_folded_total{family=\"dropped_depth\",label=\"endpoint\",reason=")
          .doesNotContain("family=\"dropped_depth\",label=\"customer_id\"");
    }
  }

  @ParameterizedTest
  @MethodSource("gaugeEvents")
  void a_dropped_gauge_event_names_no_endpoint(BiConsumer<UpstreamRecorder, Labels> event) {
    try (UpstreamRecorder recorder = VerbCalls.quiet().budget(CustomerId.class, 0).build()) {
      for (int i = 0; i < 3; i++) {
        event.accept(recorder, new Labels(GOOD_CUSTOMER, GOOD_ENDPOINT));
      }
      assertThat(recorder.guard(Endpoint.class).spent()).isZero();
      assertThat(recorder.guard(CustomerId.class).demand()).isEqualTo(1);
      recorder.guard(CustomerId.class).budget(1);
      event.accept(recorder, new Labels(GOOD_CUSTOMER, GOOD_ENDPOINT));
      assertThat(recorder.gauge(DEPTH).value(new Labels(GOOD_CUSTOMER, GOOD_ENDPOINT)))
          .isEqualTo(1);
    }
  }

  @Test
  void a_waiting_watch_begins_once_its_labels_fit() {
    try (UpstreamRecorder recorder =
        VerbCalls.quiet().budget(CustomerId.class, 0).budget(Endpoint.class, 0).build()) {
      Gauge.Watch unused =
          recorder.gauge(DEPTH).watch(new Labels(GOOD_CUSTOMER, GOOD_ENDPOINT), () -> 7);
      recorder.guard(CustomerId.class).budget(1);
      assertThat(recorder.guard(CustomerId.class).spent()).isZero();
      recorder.guard(Endpoint.class).budget(1);
      assertThat(recorder.gauge(DEPTH).value(new Labels(GOOD_CUSTOMER, GOOD_ENDPOINT)))
          .isEqualTo(7);
    }
  }

  static Stream<BiConsumer<UpstreamRecorder, Labels>> strictEvents() {
    return Stream.of(
        (recorder, labels) -> recorder.counter(CALLS).inc(labels),
        (recorder, labels) -> recorder.counter(CALLS).add(labels, 0.5),
        (recorder, labels) -> recorder.counter(CALLS).bind(labels).inc(),
        (recorder, labels) -> recorder.upDown(OPEN).add(labels, 1),
        (recorder, labels) -> recorder.upDown(OPEN).bind(labels).inc(),
        (recorder, labels) -> recorder.upDown(OPEN).watch(labels, () -> 1),
        (recorder, labels) -> recorder.histogram(SIZES).observe(labels, 1),
        (recorder, labels) -> recorder.histogram(SIZES).bind(labels).observe(1),
        (recorder, labels) -> recorder.gauge(DEPTH).set(labels, 1),
        (recorder, labels) -> recorder.gauge(DEPTH).watch(labels, () -> 1));
  }

  @ParameterizedTest
  @MethodSource("strictEvents")
  void what_a_strict_recorder_refuses_names_nothing(BiConsumer<UpstreamRecorder, Labels> event) {
    try (UpstreamRecorder recorder = VerbCalls.quiet().mode(Mode.STRICT).build()) {
      Labels labels = new Labels(GOOD_CUSTOMER, new Endpoint("/mail/jane@mail.example"));
      assertThatThrownBy(() -> event.accept(recorder, labels))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(recorder.guard(CustomerId.class).spent()).isZero();
    }
  }
}
