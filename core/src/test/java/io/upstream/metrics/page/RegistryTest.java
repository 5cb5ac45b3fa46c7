package io.upstream.metrics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.guard.GuardRules;
import io.upstream.metrics.guard.Guards;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.guard.detect.Detectors;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.series.SeriesRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a registry has all of our families or none. */
class RegistryTest {

  @Test
  void a_taken_name_fails_building_without_changes() {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter.builder().name("upstream_denial_signal_total").help("Theirs.").register(registry);

    assertThatThrownBy(() -> UpstreamRecorder.builder().registry(registry).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("upstream_denial_signal_total clashes with upstream_denial_signal");

    assertThat(names(registry)).containsExactly("upstream_denial_signal");
    registry.clear();
    UpstreamRecorder.builder().registry(registry).build().close();
  }

  @Test
  void a_name_clashing_by_suffix_fails_building() {
    PrometheusRegistry registry = new PrometheusRegistry();
    Gauge.builder()
        .name("upstream_ingestion_processing_seconds_count")
        .help("G")
        .register(registry);
    assertThatThrownBy(() -> UpstreamRecorder.builder().registry(registry).build())
        .hasMessageContaining("upstream_ingestion_processing_seconds clashes with");

    PrometheusRegistry other = new PrometheusRegistry();
    Histogram.builder().name("django_http_requests_in").help("H").register(other);
    Histogram.builder().name("upstream_data_quality").help("H").register(other);
    UpstreamRecorder.builder().registry(other).build().close();
    assertThat(names(other)).containsExactly("django_http_requests_in", "upstream_data_quality");
  }

  @Test
  void a_second_recorder_on_a_registry_is_refused() {
    PrometheusRegistry registry = new PrometheusRegistry();
    try (UpstreamRecorder first = UpstreamRecorder.builder().registry(registry).build()) {
      List<String> before = names(registry);
      assertThatThrownBy(() -> UpstreamRecorder.builder().registry(registry).build())
          .isInstanceOf(IllegalStateException.class);
      assertThat(names(registry)).isEqualTo(before);
      first.trackAlertDelivered(Product.DRIFT_WATCH, null, new CustomerId("acme"));
    }
    assertThat(names(registry)).isEmpty();
  }

  @Test
  void a_later_family_with_taken_name_is_refused() {
    PrometheusRegistry registry = new PrometheusRegistry();
    Counter.builder().name("checkout_orders_total").help("Theirs.").register(registry);
    CounterFamily<NoLabels> orders =
        CounterFamily.named("checkout_orders_total").help("Ours.").noLabels();
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().registry(registry).build()) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> recorder.counter(orders))
            .hasMessageContaining("checkout_orders_total clashes with checkout_orders");
      }
      assertThat(ScrapedPage.text(recorder)).containsOnlyOnce("# TYPE checkout_orders_total");
    }
  }

  @Test
  void other_collectors_cannot_use_our_names() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      assertThatThrownBy(
              () ->
                  Counter.builder()
                      .name("upstream_denial_signal_total")
                      .help("C")
                      .register(recorder.registry()))
          .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
    }
  }

  @Test
  void jvm_figures_of_the_registry_replace_ours() {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    int before = names(registry).size();
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().registry(registry).build()) {
      assertThat(ScrapedPage.text(recorder))
          .containsOnlyOnce("# TYPE jvm_memory_used_bytes")
          .containsOnlyOnce("# TYPE process_cpu_seconds_total");
    }
    assertThat(names(registry)).hasSize(before);
  }

  @Test
  void a_failing_registry_is_left_without_jvm_figures() {
    PrometheusRegistry registry = new Refusing("jvm_threads_current");
    assertThatThrownBy(() -> UpstreamRecorder.builder().registry(registry).build())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(names(registry)).isEmpty();
  }

  @Test
  void a_family_refused_by_one_listener_is_withdrawn() throws IOException {
    CounterFamily<NoLabels> orders = CounterFamily.named("orders_total").help("Orders.").noLabels();
    PrometheusRegistry registry = new PrometheusRegistry();
    SeriesRegistry book = new SeriesRegistry(new Guards(RULES), 1000, false);
    try (Page page = new Page(book, registry, false, false, System::nanoTime, 0)) {
      List<String> before = names(registry);
      boolean[] refuses = {true};
      book.forEachNowAndLater(
          series -> {
            if (refuses[0] && series.family().name().equals("orders_total")) {
              throw new IllegalStateException("not this one");
            }
          });
      assertThatThrownBy(() -> book.counter(orders)).hasMessage("not this one");
      assertThat(names(registry)).isEqualTo(before);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      page.write(PageFormat.TEXT, text);
      assertThat(text.toString(StandardCharsets.UTF_8)).doesNotContain("orders");
      refuses[0] = false;
      book.counter(orders).inc(NoLabels.NONE);
      assertThat(names(registry)).contains("orders");
      assertThat(page.registry()).isSameAs(registry);
    }
  }

  private static final GuardRules RULES =
      new GuardRules(Mode.ENFORCE, Map.of(), Map.of(), Detectors.standard());

  /** A registry that fails for one name, and in no way that is foreseen. */
  private static final class Refusing extends PrometheusRegistry {

    private final String name;

    Refusing(String name) {
      this.name = name;
    }

    @Override
    public void register(Collector collector) {
      if (name.equals(collector.getPrometheusName())) {
        throw new UnsupportedOperationException(name);
      }
      super.register(collector);
    }
  }

  @Test
  void two_recorders_in_one_process_are_independent() {
    try (UpstreamRecorder one = UpstreamRecorder.builder().build();
        UpstreamRecorder two = UpstreamRecorder.builder().budget(CustomerId.class, 0).build()) {
      one.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme"));
      two.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme"));
      assertThat(ScrapedPage.text(one))
          .contains("customer_id=\"acme\"")
          .doesNotContain("_OTHER\",product");
      assertThat(ScrapedPage.text(two)).contains("customer_id=\"_OTHER\"").doesNotContain("acme");
      assertThat(ScrapedPage.text(one)).contains("jvm_memory_used_bytes");
      assertThat(ScrapedPage.text(two)).contains("jvm_memory_used_bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_family_that_ends_while_it_is_registered_stays_out(boolean closes) {
    CounterFamily<NoLabels> orders = CounterFamily.named("ending_total").help("E.").noLabels();
    UpstreamRecorder[] recorder = new UpstreamRecorder[1];
    PrometheusRegistry registry =
        new PrometheusRegistry() {
          @Override
          public void register(Collector collector) {
            if ("ending".equals(collector.getPrometheusName())) {
              end(recorder[0], closes, orders);
            }
            super.register(collector);
          }
        };
    recorder[0] = UpstreamRecorder.builder().jvm(false).registry(registry).build();
    recorder[0].counter(orders).inc(NoLabels.NONE);
    assertThat(names(registry)).doesNotContain("ending");
    recorder[0].close();
  }

  private static void end(UpstreamRecorder recorder, boolean closes, CounterFamily<?> family) {
    if (closes) {
      recorder.close();
    } else {
      assertThat(recorder.remove(family)).isTrue();
    }
  }

  @Test
  void recording_after_close_does_not_register_again() {
    PrometheusRegistry registry = new PrometheusRegistry();
    CounterFamily<NoLabels> late = CounterFamily.named("late_total").help("Late.").noLabels();
    UpstreamRecorder closed = UpstreamRecorder.builder().registry(registry).build();
    closed.close();
    closed.counter(late).inc(NoLabels.NONE);
    assertThat(names(registry)).isEmpty();
    UpstreamRecorder.builder().registry(registry).families(late).build().close();
  }

  @Test
  void clearing_the_registry_keeps_our_page() {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().build()) {
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme"));
      recorder.registry().clear();
      assertThat(ScrapedPage.text(recorder))
          .contains("customer_id=\"acme\"", "jvm_memory_used_bytes");
    }
  }

  private static List<String> names(PrometheusRegistry registry) {
    return registry.scrape().stream()
        .map(MetricSnapshot::getMetadata)
        .map(metadata -> metadata.getPrometheusName())
        .sorted()
        .toList();
  }
}
