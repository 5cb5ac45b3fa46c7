package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.CustomerRecorder;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.GuardedFamilies.Calls;
import io.upstream.metrics.guard.GuardedFamilies.Customers;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.HttpMethod;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.series.BoundUpDown;
import io.upstream.metrics.series.Gauge;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator changes budgets and allow-lists while the service runs. */
class BudgetsAtRunTimeTest {

  private static final CustomerId FIRST = new CustomerId("first");
  private static final CustomerId SECOND = new CustomerId("second");
  private static final CustomerId THIRD = new CustomerId("third");

  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 1).build();
  private final LabelGuard<CustomerId> guard = recorder.guard(CustomerId.class);

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void a_raised_budget_names_newcomers_and_held_handles() {
    CustomerRecorder first = recorder.forCustomer(FIRST);
    CustomerRecorder second = recorder.forCustomer(SECOND);
    first.trackPaymentDelaySignal(Severity.LOW);
    second.trackPaymentDelaySignal(Severity.HIGH);
    assertThat(signals("second")).isNaN();
    guard.budget(2);
    second.trackPaymentDelaySignal(Severity.HIGH);
    first.trackPaymentDelaySignal(Severity.HIGH);
    assertThat(signals("second")).isEqualTo(1);
    assertThat(signals("first")).isEqualTo(1);
    assertThat(signals("_OTHER")).isEqualTo(1);
  }

  @Test
  void a_bound_customer_follows_release_denial_and_permission() {
    CustomerRecorder first = recorder.forCustomer(FIRST);
    first.trackPaymentDelaySignal(Severity.HIGH);
    guard.release(FIRST);
    first.trackPaymentDelaySignal(Severity.HIGH);
    assertThat(signals("first")).isEqualTo(1);
    assertThat(signals("_OTHER")).isEqualTo(1);
    guard.allow(FIRST);
    first.trackPaymentDelaySignal(Severity.HIGH);
    guard.deny(FIRST);
    first.trackPaymentDelaySignal(Severity.HIGH);
    assertThat(signals("first")).isEqualTo(2);
    assertThat(signals("_OTHER")).isEqualTo(2);
    guard.allow(FIRST);
    first.trackPaymentDelaySignal(Severity.HIGH);
    assertThat(signals("first")).isEqualTo(3);
  }

  @Test
  void lowering_only_stops_admissions() {
    recorder.trackPaymentDelaySignal(Severity.LOW, FIRST);
    guard.budget(0);
    recorder.trackPaymentDelaySignal(Severity.HIGH, FIRST);
    recorder.trackPaymentDelaySignal(Severity.HIGH, SECOND);
    assertThat(signals("first")).isEqualTo(1);
    assertThat(signals("second")).isNaN();
  }

  @Test
  void an_allowed_value_returns_its_place() {
    recorder.trackPaymentDelaySignal(Severity.HIGH, FIRST);
    recorder.trackPaymentDelaySignal(Severity.HIGH, SECOND);
    guard.allow(FIRST);
    guard.allow(THIRD);
    recorder.trackPaymentDelaySignal(Severity.HIGH, SECOND);
    recorder.trackPaymentDelaySignal(Severity.HIGH, THIRD);
    assertThat(guard.spent()).isEqualTo(1);
    assertThat(signals("second")).isEqualTo(1);
    assertThat(signals("third")).isEqualTo(1);
    recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("fourth"));
    assertThat(signals("fourth")).isNaN();
  }

  @Test
  void allowing_a_value_twice_frees_one_place() {
    guard.budget(2);
    recorder.trackPaymentDelaySignal(Severity.HIGH, FIRST);
    recorder.trackPaymentDelaySignal(Severity.HIGH, SECOND);
    guard.allow(FIRST);
    guard.allow(FIRST);
    assertThat(guard.spent()).isEqualTo(1);
    recorder.trackPaymentDelaySignal(Severity.HIGH, THIRD);
    recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId("fourth"));
    assertThat(signals("third")).isEqualTo(1);
    assertThat(signals("fourth")).isNaN();
  }

  @Test
  void handles_look_again_when_a_budget_has_changed() {
    recorder.trackPaymentDelaySignal(Severity.LOW, FIRST);
    Calls labels = new Calls(Product.DELAY_GUARD, SECOND, new Endpoint("/a"));
    var counter = recorder.counter(GuardedFamilies.CALLS).bind(labels);
    var histogram = recorder.histogram(GuardedFamilies.SIZES).bind(labels);
    var gauge = recorder.gauge(GuardedFamilies.SCORE).bind(new Customers(SECOND));
    counter.inc();
    histogram.observe(1);
    gauge.set(1);
    guard.budget(2);
    counter.inc();
    histogram.observe(1);
    gauge.set(2);
    String second = "{customer_id=\"second\",endpoint=\"/a\",product=\"DelayGuard\"} 1";
    assertThat(GuardedFamilies.page(recorder))
        .contains("proof_calls_total" + second)
        .contains("proof_calls_total" + second.replace("second", "_OTHER"))
        .contains("proof_sizes_count" + second)
        .contains("proof_sizes_count" + second.replace("second", "_OTHER"))
        .contains("proof_score{customer_id=\"second\"} 2.0\n");
    guard.budget(0);
    counter.inc(); // what is named stays named
    assertThat(GuardedFamilies.page(recorder))
        .contains("proof_calls_total" + second.replace("} 1", "} 2"));
  }

  @Test
  void a_folded_watch_is_named_after_room_appears() {
    var score = recorder.gauge(GuardedFamilies.SCORE);
    recorder.trackPaymentDelaySignal(Severity.LOW, FIRST);
    Gauge.Watch second = score.watch(new Customers(SECOND), () -> 2);
    Gauge.Watch third = score.watch(new Customers(THIRD), () -> 3);
    assertThat(GuardedFamilies.page(recorder)).doesNotContain("proof_score{");
    third.close();
    guard.budget(5);
    assertThat(GuardedFamilies.page(recorder))
        .contains("proof_score{customer_id=\"second\"} 2.0\n")
        .doesNotContain("proof_score{customer_id=\"third\"}");
    second.close();
    assertThat(GuardedFamilies.page(recorder)).doesNotContain("proof_score{");
    assertThat(GuardedFamilies.folded(recorder, "proof_score", "customer_id", "over_budget"))
        .isEqualTo(2); // when it was asked for, not when it was looked at again
  }

  @Test
  void a_watch_starts_for_allowed_not_malformed_values() {
    var score = recorder.gauge(GuardedFamilies.SCORE);
    guard.budget(0);
    score.watch(new Customers(SECOND), () -> 2);
    score.watch(new Customers(new CustomerId("not a customer")), () -> 9);
    guard.budget(0);
    assertThat(GuardedFamilies.page(recorder)).doesNotContain("proof_score{");
    guard.allow(SECOND);
    assertThat(GuardedFamilies.samples(recorder, "proof_score{"))
        .singleElement()
        .satisfies(line -> assertThat(line.label("customer_id")).isEqualTo("second"));
  }

  @Test
  void up_down_numbers_end_on_their_series() {
    var open = recorder.upDown(GuardedFamilies.OPEN);
    open.add(new Customers(FIRST), 1);
    BoundUpDown folded = open.bind(new Customers(SECOND));
    folded.inc();
    guard.budget(5);
    folded.dec(); // down where it went up, although the customer would be named by now
    open.add(new Customers(SECOND), 3);
    String page = GuardedFamilies.page(recorder);
    assertThat(page).contains("proof_open{customer_id=\"_OTHER\"} 0.0\n");
    assertThat(page).contains("proof_open{customer_id=\"second\"} 3.0\n");
  }

  @Test
  void an_allowed_value_spends_no_share() {
    LabelGuard<Endpoint> endpoints = recorder.guard(Endpoint.class);
    endpoints.budget(2); // a share of one
    endpoints.allow(new Endpoint("/b"));
    for (String path : new String[] {"/a", "/b", "/c"}) {
      recorder.trackApiCall(new Endpoint(path), HttpMethod.GET, FIRST);
    }
    assertThat(GuardedFamilies.page(recorder))
        .contains("endpoint=\"/a\"")
        .contains("endpoint=\"/b\"")
        .doesNotContain("endpoint=\"/c\"");
  }

  @Test
  void a_budget_change_blocks_no_other_thread() throws Exception {
    guard.budget(1);
    guard.allow(THIRD); // who was not named
    guard.allow(THIRD); // and who was
    recorder.trackPaymentDelaySignal(Severity.HIGH, FIRST);
    recorder.trackPaymentDelaySignal(Severity.HIGH, SECOND);
    recorder.trackApiCall(new Endpoint("/a"), HttpMethod.GET, FIRST);
    recorder.trackApiCall(new Endpoint("/a"), HttpMethod.GET, THIRD); // of its share, too
    // In another thread, where a lock that was left behind would hold.
    CompletableFuture.runAsync(
            () -> {
              guard.budget(2);
              recorder.trackPaymentDelaySignal(Severity.HIGH, SECOND);
              recorder.trackApiCall(new Endpoint("/b"), HttpMethod.GET, FIRST);
              guard.allow(new CustomerId("fourth"));
            })
        .get(60, TimeUnit.SECONDS);
    assertThat(signals("second")).isEqualTo(1);
    assertThat(guard.values()).isEqualTo(4);
  }

  @Test
  void what_cannot_be_named_cannot_be_allowed_either() {
    assertThatThrownBy(() -> guard.allow(new CustomerId("_OTHER")))
        .hasMessageStartingWith("allow-list of customer_id: expected")
        .hasMessageNotContaining("_OTHER");
    assertThatThrownBy(() -> guard.allow(new CustomerId(" ")))
        .hasMessageContaining("null or blank");
    assertThatThrownBy(() -> guard.budget(-1)).hasMessageContaining("got -1");
    assertThatThrownBy(() -> guard.budget(Integer.MAX_VALUE)).hasMessageContaining("10000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"henry-oakfield", "john-roest", "george-tarnow", "anna-zimmel"})
  void an_allowed_value_overrides_a_detector(String hospital) {
    recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId(hospital));
    assertThat(signals("_REDACTED")).isEqualTo(1);
    guard.allow(new CustomerId(hospital));
    recorder.trackPaymentDelaySignal(Severity.HIGH, new CustomerId(hospital));
    assertThat(signals(hospital)).isEqualTo(1);
  }

  private double signals(String customer) {
    return GuardedFamilies.samples(recorder, "upstream_payment_delay_signal_total{").stream()
        .filter(sample -> sample.label("customer_id").equals(customer))
        .filter(sample -> sample.label("severity").equals("high"))
        .mapToDouble(GuardedFamilies.Sample::value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
