package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An event that is refused for its number takes no place from those that are not. */
class RefusedNumbersTest {

  static Stream<BiConsumer<UpstreamRecorder, CustomerId>> refused() {
    List<Double> numbers = List.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.1, 1.1);
    Stream<BiConsumer<UpstreamRecorder, CustomerId>> ofNumbers =
        numbers.stream()
            .flatMap(
                number ->
                    Stream.of(
                        (r, who) ->
                            r.trackDriftEvent(
                                Product.DRIFT_WATCH, DriftType.DENIAL_RATE, number, who),
                        (r, who) -> r.trackDataQualityScore(who, QualityMetric.ACCURACY, number),
                        (r, who) ->
                            r.gauge(QualityFamilies.SCORE)
                                .set(
                                    new QualityFamilies.ScoreLabels(who, QualityMetric.ACCURACY),
                                    number)));
    return Stream.concat(
        ofNumbers,
        Stream.of(
            (r, who) -> r.trackIngestion(who, -1, IngestionStatus.SUCCESS),
            (r, who) ->
                r.counter(QualityFamilies.INGESTED)
                    .add(new QualityFamilies.IngestedLabels(who, IngestionStatus.SUCCESS), -1)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_refused_number_spends_no_place(BiConsumer<UpstreamRecorder, CustomerId> recording) {
    try (UpstreamRecorder recorder =
        UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 1).build()) {
      recording.accept(recorder, new CustomerId("mistaken"));
      assertThat(recorder.guard(CustomerId.class).spent()).isZero();
      assertThat(Scrape.text(recorder)).contains("upstream_metrics_rejected_total{");
      recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("acme"));
      assertThat(Scrape.text(recorder)).contains("customer_id=\"acme\"").doesNotContain("mistaken");
    }
  }
}
