package io.upstream.metrics.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.upstream.metrics.GuardClock;
import io.upstream.metrics.Settings;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.page.PageFormat;
import io.upstream.metrics.page.Scraper;
import io.upstream.metrics.push.FakeGateway.Asked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks the pushed values of new series and of values that have left. */
class PushedValuesTest {

  private static final CustomerId A = new CustomerId("a");
  private static final CustomerId B = new CustomerId("b");
  private static final Duration DAY = Duration.ofHours(25);
  private static final String SIGNALS = "upstream_payment_delay_signal_total";
  private static final String RUNS = "upstream_ingestion_processing_seconds_count";

  private final GuardClock clock = new GuardClock();
  private final UpstreamRecorder recorder =
      clock
          .setAll(UpstreamRecorder.builder())
          .settings(Settings.of(Map.of(), Map.of()))
          .jvm(false)
          .budget(CustomerId.class, 1)
          .build();

  @AfterEach
  void close() {
    recorder.close();
  }

  private void record(CustomerId customer) {
    recorder.trackPaymentDelaySignal(Severity.HIGH, customer);
    recorder.timeIngestion(customer).close();
  }

  /** A day in which a customer has no event: pushes are all that looks at it. */
  private void passADay(MetricsPush push) {
    for (Duration time : List.of(Duration.ofMinutes(2), DAY)) {
      clock.pass(time);
      assertThat(push.push()).isTrue();
    }
  }

  private static String last(FakeGateway gateway) {
    List<Asked> asked = gateway.asked();
    return asked.get(asked.size() - 1).text();
  }

  private static String signals(CustomerId customer) {
    return SIGNALS + "{customer_id=\"" + customer.value() + "\",severity=\"high\"} ";
  }

  private static String runs(CustomerId customer) {
    return RUNS + "{customer_id=\"" + customer.value() + "\"} ";
  }

  private String scraped() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    Scraper prometheus = new Scraper("10.0.0.1", 4000, "Prometheus/2.42", "10");
    recorder.writePage(PageFormat.TEXT, null, Set.of(), prometheus, page);
    return page.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_push_shows_new_series_at_once() throws Exception {
    try (FakeGateway gateway = new FakeGateway();
        MetricsPush push = MetricsPush.toPushgateway(recorder, gateway.address()).build()) {
      record(A);
      assertThat(scraped()).contains(signals(A) + "0.0", runs(A) + "0");
      assertThat(push.push()).isTrue();
      assertThat(last(gateway)).contains(signals(A) + "1.0", runs(A) + "1");
      // Nor does it end the wait of those who scrape.
      assertThat(scraped()).contains(signals(A) + "0.0", runs(A) + "0");
    }
  }

  @Test
  void a_value_that_left_is_pushed_no_more() throws Exception {
    try (FakeGateway gateway = new FakeGateway();
        MetricsPush push = MetricsPush.toPushgateway(recorder, gateway.address()).build()) {
      record(A);
      record(A);
      passADay(push);
      assertThat(last(gateway)).contains(signals(A) + "2.0", runs(A) + "2");

      record(B);
      assertThat(push.push()).isTrue();
      assertThat(last(gateway))
          .contains(signals(B) + "1.0", runs(B) + "1")
          .doesNotContain("customer_id=\"a\"")
          .contains("upstream_metrics_label_left_total{label=\"customer_id\"} 1.0");

      passADay(push);
      record(A); // born again: its earlier events are not counted twice
      assertThat(push.push()).isTrue();
      assertThat(last(gateway))
          .contains(signals(A) + "1.0", runs(A) + "1")
          .doesNotContain("customer_id=\"b\"");
    }
  }

  @Test
  void a_collector_gets_new_series_with_start_time() throws Exception {
    try (FakeGateway collector = new FakeGateway();
        MetricsPush push =
            MetricsPush.toOtlp(recorder, "http://" + collector.address() + "/v1/metrics")
                .timeout(Duration.ofSeconds(5))
                .build()) {
      long beforeA = now();
      record(A);
      assertThat(scraped()).contains(signals(A) + "0.0");
      Map<String, Long> first = starts(collector, push);
      assertThat(first).containsOnlyKeys("a");
      // To a tenth of a second, and never after the first event.
      assertThat(first.get("a")).isBetween(beforeA - 100, beforeA);

      passADay(push);
      assertThat(starts(collector, push)).isEqualTo(first); // the same as long as it lives

      long beforeB = now();
      record(B);
      Map<String, Long> second = starts(collector, push);
      assertThat(second).containsOnlyKeys("b");
      assertThat(second.get("b")).isBetween(beforeB - 100, beforeB);

      passADay(push);
      long returns = now();
      record(A);
      Map<String, Long> third = starts(collector, push);
      assertThat(third).containsOnlyKeys("a");
      assertThat(third.get("a")).isBetween(returns - 100, returns);
    }
  }

  private long now() {
    return clock.instant().toEpochMilli();
  }

  /**
   * Pushes, and returns since when which customers' series count, in milliseconds: the same for
   * their counter, which stands at one event, and for their histogram.
   */
  private static Map<String, Long> starts(FakeGateway collector, MetricsPush push)
      throws Exception {
    assertThat(push.push()).isTrue();
    List<Asked> asked = collector.asked();
    Map<String, Long> counters = new TreeMap<>();
    Map<String, Long> histograms = new TreeMap<>();
    List<Metric> metrics =
        ExportMetricsServiceRequest.parseFrom(asked.get(asked.size() - 1).body())
            .getResourceMetrics(0)
            .getScopeMetricsList()
            .stream()
            .flatMap(scope -> scope.getMetricsList().stream())
            .toList();
    for (Metric metric : metrics) {
      if (metric.getName().equals("upstream_payment_delay_signal")) {
        for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
          if (point.getAsDouble() > 0) { // what is folded is there from the beginning, at 0
            assertThat(point.getAsDouble()).isEqualTo(1);
            counters.put(customer(point.getAttributesList()), millis(point.getStartTimeUnixNano()));
          }
        }
      } else if (metric.getName().equals("upstream_ingestion_processing_seconds")) {
        for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
          if (point.getCount() > 0) {
            assertThat(point.getCount()).isEqualTo(1);
            histograms.put(
                customer(point.getAttributesList()), millis(point.getStartTimeUnixNano()));
          }
        }
      }
    }
    assertThat(histograms).isEqualTo(counters);
    return counters;
  }

  private static String customer(List<KeyValue> attributes) {
    return attributes.stream()
        .filter(each -> each.getKey().equals("customer_id"))
        .map(each -> each.getValue().getStringValue())
        .findFirst()
        .orElseThrow();
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }
}
