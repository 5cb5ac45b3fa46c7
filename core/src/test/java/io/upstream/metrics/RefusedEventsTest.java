package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event that is refused names none of its values. */
class RefusedEventsTest {

  static Stream<BiConsumer<UpstreamRecorder, CustomerId>> refused() {
    return Stream.of(
        (recorder, junk) -> recorder.trackAlertCreated(Product.DRIFT_WATCH, null, junk),
        (recorder, junk) -> recorder.trackAlertDelivered(null, null, junk),
        (recorder, junk) ->
            recorder.trackAlertFailed(null, null, new ErrorType(junk.value()), junk),
        (recorder, junk) -> recorder.trackAlertSuppressed(null, null, junk),
        (recorder, junk) -> recorder.trackDriftEvent(Product.DRIFT_WATCH, null, 0.5, junk),
        (recorder, junk) -> recorder.trackDriftEvent(Product.DRIFT_WATCH, null, 2, junk),
        (recorder, junk) ->
            recorder.trackDriftEvent(Product.DRIFT_WATCH, null, SeverityLevel.LOW, junk),
        (recorder, junk) -> recorder.trackPaymentDelaySignal(null, junk),
        (recorder, junk) -> recorder.trackDataQualityScore(junk, null, 1),
        (recorder, junk) ->
            recorder.trackDataQualityScore(junk, QualityMetric.COMPLETENESS, Double.NaN),
        (recorder, junk) -> recorder.trackDataQualityCheckFailed(null, Severity.LOW, junk),
        (recorder, junk) -> recorder.trackIngestion(junk, 1, null),
        (recorder, junk) -> recorder.trackIngestion(junk, -1, null),
        (recorder, junk) -> recorder.trackApiCall(new Endpoint("/" + junk.value()), null, junk));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_refused_event_names_no_value(BiConsumer<UpstreamRecorder, CustomerId> event) {
    try (UpstreamRecorder recorder =
        VerbCalls.quiet()
            .budget(CustomerId.class, 1)
            .budget(Endpoint.class, 1)
            .budget(ErrorType.class, 1)
            .build()) {
      for (int i = 0; i < 3; i++) {
        event.accept(recorder, new CustomerId("junk" + i));
      }
      assertThat(recorder.guard(CustomerId.class).spent()).isZero();
      assertThat(recorder.guard(Endpoint.class).spent()).isZero();
      assertThat(recorder.guard(ErrorType.class).spent()).isZero();
      assertThat(Scrape.text(recorder)).contains("upstream_metrics_rejected_total{");
    }
  }
}
