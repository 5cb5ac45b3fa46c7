package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.GaugeFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.label.QualityMetric;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NumbersTest {

  private static final CustomerId ACME = new CustomerId("acme");

  private static final CounterFamily<NoLabels> AMOUNTS =
      CounterFamily.named("test_amounts_total").help("Amounts.").noLabels();

  private static final HistogramFamily<NoLabels> SIZES =
      HistogramFamily.named("test_sizes").buckets(1, 10).help("Sizes.").noLabels();

  private static final HistogramFamily<NoLabels> DEVIATIONS =
      HistogramFamily.named("test_deviations").buckets(-1, 0, 1).help("Deviations.").noLabels();

  private static final GaugeFamily<NoLabels> LEVEL =
      GaugeFamily.named("test_level").help("A level.").noLabels();

  private static final GaugeFamily<NoLabels> RATIO =
      GaugeFamily.named("test_ratio").range(0, 1).help("A ratio.").noLabels();

  record Refusal(String family, String reason, String what, Consumer<UpstreamRecorder> recording) {
    @Override
    public String toString() {
      return family + " " + what;
    }
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal(
            "upstream_claim_records_ingested_total",
            "negative",
            "-1",
            r -> r.trackIngestion(ACME, -1, IngestionStatus.SUCCESS)),
        new Refusal(
            "upstream_claim_records_ingested_total",
            "negative",
            "the least long",
            r -> r.trackIngestion(ACME, Long.MIN_VALUE, IngestionStatus.SUCCESS)),
        new Refusal(
            "upstream_data_quality_score",
            "out_of_range",
            "below 0",
            r -> r.trackDataQualityScore(ACME, QualityMetric.ACCURACY, -0.01)),
        new Refusal(
            "upstream_data_quality_score",
            "out_of_range",
            "above 1",
            r -> r.trackDataQualityScore(ACME, QualityMetric.ACCURACY, 1.01)),
        new Refusal(
            "upstream_data_quality_score",
            "not_a_number",
            "NaN",
            r -> r.trackDataQualityScore(ACME, QualityMetric.ACCURACY, Double.NaN)),
        new Refusal(
            "upstream_data_quality_score",
            "not_a_number",
            "infinite",
            r -> r.trackDataQualityScore(ACME, QualityMetric.ACCURACY, Double.POSITIVE_INFINITY)),
        new Refusal(
            "test_ratio",
            "not_a_number",
            "-infinite",
            r -> r.gauge(RATIO).set(NoLabels.NONE, Double.NEGATIVE_INFINITY)),
        new Refusal(
            "test_ratio",
            "out_of_range",
            "2, bound",
            r -> r.gauge(RATIO).bind(NoLabels.NONE).set(2)),
        new Refusal(
            "test_amounts_total", "negative", "-1", r -> r.counter(AMOUNTS).add(NoLabels.NONE, -1)),
        new Refusal(
            "test_amounts_total",
            "negative",
            "-0.5",
            r -> r.counter(AMOUNTS).add(NoLabels.NONE, -0.5)),
        new Refusal(
            "test_amounts_total",
            "not_a_number",
            "NaN",
            r -> r.counter(AMOUNTS).add(NoLabels.NONE, Double.NaN)),
        new Refusal(
            "test_amounts_total",
            "not_a_number",
            "infinite",
            r -> r.counter(AMOUNTS).add(NoLabels.NONE, Double.POSITIVE_INFINITY)),
        new Refusal(
            "test_amounts_total",
            "negative",
            "-1, bound",
            r -> r.counter(AMOUNTS).bind(NoLabels.NONE).add(-1)),
        new Refusal(
            "test_amounts_total",
            "not_a_number",
            "NaN, bound",
            r -> r.counter(AMOUNTS).bind(NoLabels.NONE).add(Double.NaN)),
        new Refusal(
            "test_sizes", "negative", "-1", r -> r.histogram(SIZES).observe(NoLabels.NONE, -1)),
        new Refusal(
            "test_sizes",
            "not_a_number",
            "NaN",
            r -> r.histogram(SIZES).observe(NoLabels.NONE, Double.NaN)),
        new Refusal(
            "test_sizes",
            "not_a_number",
            "infinite",
            r -> r.histogram(SIZES).observe(NoLabels.NONE, Double.NEGATIVE_INFINITY)),
        new Refusal(
            "test_sizes",
            "not_a_number",
            "NaN, bound",
            r -> r.histogram(SIZES).bind(NoLabels.NONE).observe(Double.NaN)),
        new Refusal(
            "test_deviations",
            "not_a_number",
            "infinite",
            r -> r.histogram(DEVIATIONS).observe(NoLabels.NONE, Double.POSITIVE_INFINITY)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void an_impossible_number_counts_as_refused_only(Refusal refusal) {
    UpstreamRecorder recorder = recorder().build();
    Map<String, Double> before = Scrape.lasting(recorder);
    refusal.recording().accept(recorder);
    assertThat(Scrape.moved(before, recorder))
        .containsExactly(
            Map.entry(
                "upstream_metrics_rejected_total{family=\"%s\",reason=\"%s\"}"
                    .formatted(refusal.family(), refusal.reason()),
                1.0));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void strict_throws_for_an_impossible_number(Refusal refusal) {
    UpstreamRecorder strict = recorder().mode(Mode.STRICT).build();
    assertThatThrownBy(() -> refusal.recording().accept(strict))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(refusal.family())
        .hasMessageContaining("expected")
        .hasMessageNotContaining("acme");
  }

  @Test
  void what_makes_sense_is_recorded() {
    UpstreamRecorder recorder = recorder().mode(Mode.STRICT).build();
    recorder.trackIngestion(ACME, 0, IngestionStatus.PARTIAL);
    recorder.trackDataQualityScore(ACME, QualityMetric.ACCURACY, 1);
    recorder.trackDataQualityScore(ACME, QualityMetric.COMPLETENESS, -0.0);
    recorder.counter(AMOUNTS).add(NoLabels.NONE, 0.25);
    recorder.counter(AMOUNTS).add(NoLabels.NONE, 2);
    recorder.histogram(DEVIATIONS).observe(NoLabels.NONE, -7);
    recorder.gauge(LEVEL).set(NoLabels.NONE, Double.NEGATIVE_INFINITY);
    assertThat(Scrape.text(recorder))
        .contains(
            "upstream_claim_records_ingested_total{customer_id=\"acme\",status=\"partial\"} 0.0\n")
        .contains(
            "upstream_data_quality_score{customer_id=\"acme\",metric_type=\"accuracy\"} 1.0\n")
        .contains("metric_type=\"completeness\"} -0.0\n")
        .contains("test_amounts_total 2.25\n")
        .contains("test_deviations_bucket{le=\"-1.0\"} 1\n")
        .contains("test_deviations_sum -7.0\n")
        .contains("test_level -Inf\n");
    recorder.gauge(LEVEL).set(NoLabels.NONE, Double.NaN);
    assertThat(Scrape.text(recorder)).contains("test_level NaN\n");
  }

  private static RecorderBuilder recorder() {
    return VerbCalls.quiet().families(AMOUNTS, SIZES, DEVIATIONS, LEVEL, RATIO);
  }
}
