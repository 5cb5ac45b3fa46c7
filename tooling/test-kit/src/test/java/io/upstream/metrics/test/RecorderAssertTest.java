package io.upstream.metrics.test;

import static io.upstream.metrics.test.MetricsAssertions.assertThat;
import static io.upstream.metrics.test.Shop.CARTS;
import static io.upstream.metrics.test.Shop.ORDERS;
import static io.upstream.metrics.test.Shop.PACKING;
import static io.upstream.metrics.test.Shop.STOCK;
import static io.upstream.metrics.test.Shop.in;
import static io.upstream.metrics.test.Shop.web;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.test.Shop.Channel;
import io.upstream.metrics.test.Shop.OrderLabels;
import io.upstream.metrics.test.Shop.Region;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RecorderAssertTest {

  @RegisterExtension
  static final UpstreamMetricsExtension METRICS =
      UpstreamMetricsExtension.with(
              builder ->
                  builder
                      .families(ORDERS, PACKING, STOCK, CARTS)
                      .budget(Region.class, 1)
                      .commonLabel("env", "test"))
          .mode(Mode.ENFORCE);

  private static void fails(ThrowingCallable assertion, String... messages) {
    AbstractThrowableAssert<?, ?> failure =
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class);
    for (String message : messages) {
      failure.hasMessageContaining(message);
    }
  }

  @Test
  void a_counter_that_increased_as_expected_passes(UpstreamRecorder recorder) {
    recorder.counter(ORDERS).add(web("north"), 2);
    assertThat(recorder).counter(ORDERS, web("north")).increasedBy(2).hasValue(2);
    assertThat(recorder).counter(ORDERS).increasedBy(2);
    assertThat(recorder)
        .counter(ORDERS, new OrderLabels(Channel.PHONE, new Region("north")))
        .didNotIncrease();
    assertThat(recorder).nothingElseRecorded().nothingFolded().nothingRedacted().nothingRejected();
  }

  @Test
  void a_failure_shows_the_nearest_series_first(UpstreamRecorder recorder) {
    recorder.counter(ORDERS).inc(new OrderLabels(Channel.PHONE, new Region("south")));
    recorder.counter(ORDERS).add(new OrderLabels(Channel.PHONE, new Region("north")), 3);
    fails(
        () -> assertThat(recorder).counter(ORDERS, web("south")).increasedBy(1),
        "Expected an increase by 1 of\n  shop_orders_total{channel=\"web\", region=\"south\"}",
        "but it did not increase.",
        """
        The nearest series that the test recorded:
          shop_orders_total{channel="phone", region="south"} +1
          shop_orders_total{channel="phone", region="_OTHER"} +3""");
  }

  @Test
  void a_failure_says_by_how_much_it_increased(UpstreamRecorder recorder) {
    recorder.counter(ORDERS).add(web("north"), 2);
    fails(
        () -> assertThat(recorder).counter(ORDERS, web("north")).increasedBy(1),
        "but it increased by 2.",
        "The test recorded nothing else.");
  }

  @Test
  void a_failure_shows_other_recorded_families(UpstreamRecorder recorder) {
    recorder.gauge(STOCK).set(in("north"), 12.5);
    fails(
        () -> assertThat(recorder).counter(ORDERS, web("north")).increasedBy(1),
        "no other series of this family, but:\n  shop_stock_euros{region=\"north\"} = 12.5");
  }

  @Test
  void a_histogram_asserts_count_sum_and_bounds(UpstreamRecorder recorder) {
    recorder.histogram(PACKING).observe(in("north"), 2);
    recorder.histogram(PACKING).observe(in("north"), 9.5);
    assertThat(recorder)
        .histogram(PACKING, in("north"))
        .observed(2)
        .withSum(11.5)
        .allAbove(1)
        .allAtMost(10);
    assertThat(recorder).histogram(PACKING).observed(2);
    fails(
        () -> assertThat(recorder).histogram(PACKING, in("north")).observed(3),
        "Expected 3 observations",
        "but there are 2.");
    fails(() -> assertThat(recorder).histogram(PACKING, in("north")).withSum(12), "sum is 11.5");
    fails(() -> assertThat(recorder).histogram(PACKING, in("north")).allAtMost(1), "2 of 2 are");
    fails(() -> assertThat(recorder).histogram(PACKING, in("north")).allAbove(10), "2 of 2 are");
    assertThatThrownBy(() -> assertThat(recorder).histogram(PACKING, in("north")).allAtMost(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it has [1.0, 10.0, 60.0]");
  }

  @Test
  void a_gauge_has_a_value_or_none(UpstreamRecorder recorder) {
    recorder.upDown(CARTS).add(NoLabels.NONE, 2);
    assertThat(recorder).upDown(CARTS).hasValue(2);
    assertThat(recorder).gauge(STOCK, in("north")).isAbsent();
    fails(() -> assertThat(recorder).gauge(STOCK, in("north")).hasValue(1), "it was never set");
    recorder.gauge(STOCK).set(in("north"), 0);
    assertThat(recorder).gauge(STOCK, in("north")).hasValue(0).isBetween(-1, 1);
    fails(() -> assertThat(recorder).gauge(STOCK, in("north")).isAbsent(), "its value is 0");
    fails(() -> assertThat(recorder).gauge(STOCK, in("north")).isBetween(1, 2), "it is 0");
  }

  @Test
  void what_no_assertion_named_is_listed(UpstreamRecorder recorder) {
    recorder.counter(ORDERS).inc(web("north"));
    recorder.gauge(STOCK).set(in("north"), 0);
    recorder.histogram(PACKING).observe(in("north"), 0.5);
    assertThat(recorder).counter(ORDERS, web("north")).increasedBy(1);
    fails(
        () -> assertThat(recorder).nothingElseRecorded(),
        "shop_stock_euros{region=\"north\"} = 0",
        "shop_packing_seconds{region=\"north\"}: 1 observations, sum 0.5");
  }

  @Test
  void what_was_folded_redacted_and_rejected_is_listed(UpstreamRecorder recorder) {
    recorder.counter(ORDERS).inc(web("north"));
    recorder.counter(ORDERS).inc(web("south"));
    recorder.counter(ORDERS).inc(web("jane.doe@example.org"));
    recorder.counter(ORDERS).inc(new OrderLabels(null, new Region("north")));
    fails(() -> assertThat(recorder).nothingFolded(), "reason over_budget", "label region");
    fails(() -> assertThat(recorder).nothingRedacted(), "detector email");
    fails(() -> assertThat(recorder).nothingRejected(), "family shop_orders_total", "missing: 1");
    fails(() -> assertThat(recorder).refused(1), "Expected 1", "but 3 were");
    assertThat(recorder).refused(3);
  }

  @Test
  void special_characters_in_label_values_are_read_back(UpstreamRecorder recorder) {
    SampleLine line = SampleLine.of("a{b=\"x \\\"y\\\" \\\\ {,\\n\",c=\"\"} +Inf");
    org.assertj.core.api.Assertions.assertThat(line.labels())
        .containsEntry("b", "x \"y\" \\ {,\n")
        .containsEntry("c", "");
    org.assertj.core.api.Assertions.assertThat(line.value()).isInfinite();
  }

  @Test
  void a_family_that_is_declared_otherwise_is_refused(UpstreamRecorder recorder) {
    CounterFamily<NoLabels> other =
        CounterFamily.named("shop_orders_total").help("Something else.").noLabels();
    fails(
        () -> assertThat(recorder).counter(other).increasedBy(1),
        "carries another declaration of shop_orders_total");
  }
}
