package io.upstream.metrics.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentValuesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALERTS = "upstream_alert_created_total";
  private static final ChartHistory NONE = ChartHistory.every(Duration.ofSeconds(5));

  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 500).build();

  private RecentValues of(ChartHistory history) {
    return new RecentValues(history, recorder);
  }

  private void alert(Product product, String customer) {
    recorder.trackAlertCreated(product, Severity.HIGH, new CustomerId(customer));
  }

  private static JsonNode json(RecentValues values, long since) throws Exception {
    return JSON.readTree(values.json(since));
  }

  @Test
  void series_are_summed_by_label() throws Exception {
    RecentValues values = of(NONE.sum(ALERTS, "product"));
    alert(Product.DRIFT_WATCH, "acme");
    alert(Product.DRIFT_WATCH, "globex");
    values.take(1_000);
    alert(Product.DELAY_GUARD, "acme");
    values.take(6_000);

    assertThat(json(values, 0))
        .isEqualTo(
            JSON.readTree(
                """
                {"interval_millis": 5000, "times": [1000, 6000], "series": [
                  {"name": "upstream_alert_created_total",
                   "labels": {"product": "DriftWatch"}, "values": [2, 2]},
                  {"name": "upstream_alert_created_total",
                   "labels": {"product": "DelayGuard"}, "values": [null, 1]}]}
                """));
  }

  @Test
  void its_thread_inherits_no_thread_local_values() {
    AtomicInteger copies = new AtomicInteger();
    InheritableThreadLocal<String> inherited =
        new InheritableThreadLocal<>() {
          @Override
          protected String childValue(String parent) {
            copies.incrementAndGet(); // an application's code, which may wait
            return parent;
          }
        };
    inherited.set("of the thread that starts it");
    RecentValues values = of(NONE.sum(ALERTS, "product"));
    try {
      values.start();
    } finally {
      values.stop();
      inherited.remove();
    }
    assertThat(copies).hasValue(0);
  }

  @Test
  void a_page_without_memory_does_not_end_the_charts() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    recorder
        .registry()
        .register(
            new Collector() {
              @Override
              public MetricSnapshot collect() {
                if (asked.incrementAndGet() == 1) {
                  throw new OutOfMemoryError("on purpose");
                }
                return Counter.builder().name("zebra").build().collect();
              }

              @Override
              public String getPrometheusName() {
                return "zebra";
              }
            });
    RecentValues values = of(NONE.sum("zebra_total"));
    values.takeNow();
    assertThat(asked).hasValue(1);
    values.takeNow();
    assertThat(json(values, 0).get("times")).hasSize(1);
  }

  @Test
  void the_smallest_value_is_kept_too() throws Exception {
    RecentValues values = of(NONE.min("upstream_data_quality_score", "metric_type"));
    recorder.trackDataQualityScore(new CustomerId("acme"), QualityMetric.ACCURACY, 0.75);
    recorder.trackDataQualityScore(new CustomerId("globex"), QualityMetric.ACCURACY, 0.5);
    values.take(1_000);

    assertThat(json(values, 0).at("/series/0/values/0").asDouble()).isEqualTo(0.5);
  }

  @Test
  void buckets_are_kept_by_their_bounds() throws Exception {
    RecentValues values = of(NONE.sum("upstream_drift_computation_seconds_bucket", "le"));
    recorder.timeDriftComputation(Product.DRIFT_WATCH).close();
    values.take(1_000);

    assertThat(json(values, 0).findValuesAsText("le")).contains("+Inf").hasSizeGreaterThan(5);
  }

  @Test
  void only_newer_values_are_answered() throws Exception {
    RecentValues values = of(NONE.sum(ALERTS));
    alert(Product.DRIFT_WATCH, "acme");
    values.take(1_000);
    values.take(6_000);

    assertThat(json(values, 1_000).path("times"))
        .extracting(JsonNode::asLong)
        .containsExactly(6_000L);
    assertThat(json(values, 6_000).path("series")).isEmpty();
  }

  @Test
  void old_moments_and_groups_make_room() throws Exception {
    RecentValues values = of(NONE.sum("upstream_drift_event_detected_total", "drift_type"));
    recorder.trackDriftEvent(
        Product.DRIFT_WATCH, DriftType.PAYMENT_DELAY, SeverityLevel.HIGH, new CustomerId("acme"));
    values.take(1_000);
    recorder.operations().deny("customer_id", "acme");
    for (int i = 2; i <= 70; i++) {
      values.take(i * 1_000L);
    }

    JsonNode answer = json(values, 0);
    assertThat(answer.path("times")).hasSize(60);
    assertThat(answer.at("/times/0").asLong()).isEqualTo(11_000);
    assertThat(answer.path("series"))
        .allSatisfy(series -> assertThat(series.path("values")).hasSize(60));
  }

  @Test
  void further_groups_are_added_up() throws Exception {
    RecentValues values = of(NONE.sum(ALERTS, "customer_id"));
    for (int i = 0; i < 100; i++) {
      alert(Product.DRIFT_WATCH, "customer-" + i);
    }
    values.take(1_000);

    JsonNode series = json(values, 0).path("series");
    assertThat(series).hasSize(ChartHistory.GROUPS);
    assertThat(series.get(ChartHistory.GROUPS - 1).at("/labels/customer_id").asText())
        .isEqualTo("_OTHER");
    double sum = 0;
    for (JsonNode each : series) {
      sum += each.at("/values/0").asDouble();
    }
    assertThat(sum).isEqualTo(100);
  }

  /** The documentation names both figures. */
  @Test
  void a_sum_takes_a_few_kilobytes() throws Exception {
    RecentValues few = of(NONE.sum(ALERTS, "product"));
    RecentValues many = of(NONE.sum(ALERTS, "customer_id"));
    for (int i = 0; i < 100; i++) {
      alert(i % 2 == 0 ? Product.DRIFT_WATCH : Product.DELAY_GUARD, "customer-" + i);
    }
    for (int i = 1; i <= 200; i++) {
      few.take(i * 5_000L);
      many.take(i * 5_000L);
    }

    assertThat(bytes(few)).isBetween(1_500L, 4_000L);
    assertThat(bytes(many)).isBetween(15_360L, 24_000L);
  }

  /** Adds up what an object and all that it alone refers to take, by the sizes of a 64-bit JVM. */
  private long bytes(Object root) throws Exception {
    return bytes(root, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private long bytes(Object object, Set<Object> seen) throws Exception {
    if (object == null || object == recorder || !seen.add(object)) {
      return 0;
    }
    if (object instanceof String text) {
      return 40L + text.length();
    }
    if (object.getClass().isArray()) {
      int wide = object.getClass().getComponentType().isPrimitive() ? 8 : 4;
      return 16 + (long) wide * Array.getLength(object);
    }
    if (object instanceof Map<?, ?> map) {
      long sum = 64;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += 48 + bytes(entry.getKey(), seen) + bytes(entry.getValue(), seen);
      }
      return sum;
    }
    if (object instanceof Collection<?> collection) {
      long sum = 24 + 4L * collection.size();
      for (Object each : collection) {
        sum += bytes(each, seen);
      }
      return sum;
    }
    if (!object.getClass().getName().startsWith(RecentValues.class.getPackageName())) {
      return 24;
    }
    long sum = 16;
    for (Field field : object.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        sum += 8 + (field.getType().isPrimitive() ? 0 : bytes(field.get(object), seen));
      }
    }
    return sum;
  }

  @Test
  void a_malformed_history_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChartHistory.every(Duration.ofMillis(99)))
        .withMessageContaining("100 ms");
    assertThatIllegalArgumentException().isThrownBy(() -> NONE.sum("no name"));
    assertThatIllegalArgumentException().isThrownBy(() -> NONE.sum(ALERTS, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NONE.sum(ALERTS).min(ALERTS))
        .withMessageContaining("once");
  }
}
