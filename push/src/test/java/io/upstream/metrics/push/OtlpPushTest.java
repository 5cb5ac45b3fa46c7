package io.upstream.metrics.push;

import static io.upstream.metrics.catalog.SelfFamilies.PUSH_FAILURES;
import static io.upstream.metrics.push.Recorders.OTLP;
import static io.upstream.metrics.push.Recorders.PUSHGATEWAY;
import static io.upstream.metrics.test.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.upstream.metrics.JobRun;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.JobType;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.push.FakeGateway.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads what a collector receives with OpenTelemetry's own classes. */
class OtlpPushTest {

  private static final CustomerId ACME = new CustomerId("acme");

  private final UpstreamRecorder recorder = Recorders.quiet();

  @AfterEach
  void close() {
    recorder.close();
  }

  private OtlpBuilder to(FakeGateway collector) {
    return MetricsPush.toOtlp(recorder, "http://" + collector.address() + "/v1/metrics")
        .timeout(Duration.ofSeconds(5));
  }

  @Test
  void a_collector_receives_metrics_with_labels() throws Exception {
    recorder.trackAlertDelivered(Product.DRIFT_WATCH, ChannelType.EMAIL, ACME);
    recorder.trackAlertDelivered(Product.DRIFT_WATCH, ChannelType.EMAIL, ACME);
    recorder.trackDataQualityScore(ACME, QualityMetric.COMPLETENESS, 0.75);
    recorder.timeAlertProcessing(Product.DENIAL_SCOPE).close();
    try (FakeGateway collector = new FakeGateway();
        MetricsPush push =
            to(collector)
                .serviceName("claims")
                .resourceAttribute("service.instance.id", "a1")
                .header("Authorization", "Bearer t0ken")
                .build()) {
      assertThat(push.push()).isTrue();
      Asked asked = collector.asked().get(0);
      assertThat(asked.path()).isEqualTo("/v1/metrics");
      assertThat(asked.type()).isEqualTo("application/x-protobuf");
      assertThat(asked.authorization()).isEqualTo("Bearer t0ken");

      ResourceMetrics all =
          ExportMetricsServiceRequest.parseFrom(asked.body()).getResourceMetrics(0);
      assertThat(labels(all.getResource().getAttributesList()))
          .containsEntry("service.name", "claims")
          .containsEntry("service.instance.id", "a1");

      Metric delivered = metric(all, "upstream_alert_delivered");
      assertThat(delivered.getSum().getIsMonotonic()).isTrue();
      assertThat(delivered.getSum().getAggregationTemporality())
          .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      NumberDataPoint alerts = delivered.getSum().getDataPoints(0);
      assertThat(alerts.getAsDouble()).isEqualTo(2);
      assertThat(labels(alerts.getAttributesList()))
          .isEqualTo(
              Map.of("product", "DriftWatch", "channel_type", "email", "customer_id", "acme"));

      NumberDataPoint score =
          metric(all, "upstream_data_quality_score").getGauge().getDataPoints(0);
      assertThat(score.getAsDouble()).isEqualTo(0.75);

      HistogramDataPoint processing =
          metric(all, "upstream_alert_processing_seconds")
              .getHistogram()
              .getDataPointsList()
              .stream()
              .filter(point -> point.getCount() > 0)
              .findFirst()
              .orElseThrow();
      assertThat(processing.getCount()).isEqualTo(1);
      assertThat(processing.getExplicitBoundsList())
          .startsWith(0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0);
      assertThat(processing.getBucketCounts(0)).isEqualTo(1);
    }
  }

  @Test
  void a_native_histogram_is_an_exponential_one() throws Exception {
    HistogramFamily<NoLabels> sizes =
        HistogramFamily.named("otlp_native_sizes").help("S.").nativeResolution(0).noLabels();
    for (double value : new double[] {0, 1, 1.5, 2, 9}) {
      recorder.histogram(sizes).observe(NoLabels.NONE, value);
    }
    try (FakeGateway collector = new FakeGateway();
        MetricsPush push = to(collector).build()) {
      assertThat(push.push()).isTrue();
      ResourceMetrics all =
          ExportMetricsServiceRequest.parseFrom(collector.asked().get(0).body())
              .getResourceMetrics(0);
      ExponentialHistogramDataPoint point =
          metric(all, "otlp_native_sizes").getExponentialHistogram().getDataPoints(0);
      assertThat(point.getScale()).isZero();
      assertThat(point.getCount()).isEqualTo(5);
      assertThat(point.getSum()).isEqualTo(13.5);
      assertThat(point.getZeroCount()).isEqualTo(1);
      assertThat(point.getPositive().getOffset()).isEqualTo(-1); // above 1/2 up to 1
      assertThat(point.getPositive().getBucketCountsList()).containsExactly(1L, 2L, 0L, 0L, 1L);
    }
  }

  record Labels(CustomerId customerId) {}

  record OrderId(String value) implements OpenLabel {}

  @Test
  void each_series_has_its_start_and_exemplar() throws Exception {
    CounterFamily<Labels> orders =
        CounterFamily.named("otlp_orders_total").help("O.").labels(Labels.class);
    HistogramFamily<Labels> totals =
        HistogramFamily.named("otlp_totals").buckets(1).help("T.").labels(Labels.class);
    Labels acme = new Labels(ACME);
    Labels globex = new Labels(new CustomerId("globex"));
    try (UpstreamRecorder labelled = UpstreamRecorder.builder().jvm(false).exemplars(true).build();
        FakeGateway collector = new FakeGateway();
        MetricsPush push =
            MetricsPush.toOtlp(labelled, "http://" + collector.address() + "/v1/metrics").build()) {
      labelled.counter(orders).incWithExemplar(acme, new OrderId("A-1007"));
      labelled.histogram(totals).observe(acme, 3);
      labelled.counter(orders).inc(globex);
      labelled.histogram(totals).observeWithExemplar(globex, 3, new OrderId("A-1008"));
      assertThat(push.push()).isTrue();
      ResourceMetrics all =
          ExportMetricsServiceRequest.parseFrom(collector.asked().get(0).body())
              .getResourceMetrics(0);

      Map<String, NumberDataPoint> counters =
          metric(all, "otlp_orders").getSum().getDataPointsList().stream()
              .collect(Collectors.toMap(each -> customer(each.getAttributesList()), each -> each));
      Map<String, HistogramDataPoint> histograms =
          metric(all, "otlp_totals").getHistogram().getDataPointsList().stream()
              .collect(Collectors.toMap(each -> customer(each.getAttributesList()), each -> each));
      // That the registry has one for each series is what core's StartTimesTest checks.
      MetricSnapshots read = labelled.registry().scrape(name -> name.startsWith("otlp_"));
      for (MetricSnapshot family : read) {
        for (DataPointSnapshot series : family.getDataPoints()) {
          String customer = series.getLabels().get("customer_id");
          long start =
              family instanceof CounterSnapshot
                  ? counters.get(customer).getStartTimeUnixNano()
                  : histograms.get(customer).getStartTimeUnixNano();
          assertThat(start).isEqualTo(1_000_000 * series.getCreatedTimestampMillis()).isPositive();
        }
      }
      assertThat(labels(counters.get("acme").getExemplars(0).getFilteredAttributesList()))
          .isEqualTo(Map.of("order_id", "A-1007"));
      assertThat(labels(histograms.get("globex").getExemplars(0).getFilteredAttributesList()))
          .isEqualTo(Map.of("order_id", "A-1008"));
    }
  }

  private static String customer(List<KeyValue> attributes) {
    return labels(attributes).get("customer_id");
  }

  private static Metric metric(ResourceMetrics all, String name) {
    return all.getScopeMetricsList().stream()
        .flatMap(scope -> scope.getMetricsList().stream())
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not there"));
  }

  private static Map<String, String> labels(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, each -> each.getValue().getStringValue()));
  }

  @Test
  void a_refusing_collector_does_not_fail_the_job() throws Exception {
    try (FakeGateway collector = new FakeGateway(400);
        MetricsPush push = to(collector).build()) {
      try (JobRun run = recorder.startJob(JobType.DATA_EXPORT, ACME).pushOnClose(push)) {
        run.succeeded();
      }
      assertThat(collector.asked()).hasSize(1);
      assertThat(recorder).counter(PUSH_FAILURES, OTLP).increasedBy(1);
      assertThat(recorder).counter(PUSH_FAILURES, PUSHGATEWAY).didNotIncrease();
    }
  }

  @Test
  void a_silent_collector_times_out() throws Exception {
    try (FakeGateway collector = new FakeGateway(FakeGateway.SILENCE)) {
      MetricsPush push = to(collector).timeout(Duration.ofMillis(300)).build();
      assertThat(push.push()).isFalse();
      assertThat(recorder).counter(PUSH_FAILURES, OTLP).increasedBy(1);
      collector.close(); // before the exporter, which would ask it once more
      push.close();
    }
  }

  @Test
  void the_last_state_is_pushed_on_closing() throws Exception {
    try (FakeGateway collector = new FakeGateway()) {
      MetricsPush push = to(collector).every(Duration.ofHours(1)).build();
      recorder.trackAlertDelivered(Product.DRIFT_WATCH, ChannelType.EMAIL, ACME);
      push.close();
      ResourceMetrics all =
          ExportMetricsServiceRequest.parseFrom(collector.asked().get(0).body())
              .getResourceMetrics(0);
      assertThat(metric(all, "upstream_alert_delivered").getSum().getDataPointsCount())
          .isEqualTo(1);
    }
  }
}
