package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.GuardedFamilies.Calls;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.Product;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Compares OBSERVE mode, which names and counts, with ENFORCE mode, which folds. */
class ObservingTest {

  @Property(tries = 100)
  void it_counts_what_enforcing_folds(
      @ForAll @Size(max = 120) List<@IntRange(min = 0, max = 400) Integer> events,
      @ForAll @IntRange(min = 0, max = 12) int customers,
      @ForAll @IntRange(min = 0, max = 12) int endpoints,
      @ForAll @IntRange(min = 0, max = 12) int later) {
    try (UpstreamRecorder enforcing = recorder(Mode.ENFORCE, customers, endpoints);
        UpstreamRecorder observing = recorder(Mode.OBSERVE, customers, endpoints)) {
      for (UpstreamRecorder recorder : List.of(enforcing, observing)) {
        play(recorder, events);
        recorder.guard(Endpoint.class).budget(later);
        play(recorder, events);
      }
      for (String label : List.of("customer_id", "endpoint")) {
        assertThat(refused(observing, label)).as(label).isEqualTo(refused(enforcing, label));
      }
    }
  }

  // A value can be over the budget for one customer and over the share of another.
  private static double refused(UpstreamRecorder recorder, String label) {
    return GuardedFamilies.folded(recorder, "proof_calls_total", label, "over_budget")
        + GuardedFamilies.folded(recorder, "proof_calls_total", label, "share");
  }

  @Test
  void it_names_ten_times_the_budget_at_most() {
    try (UpstreamRecorder recorder = recorder(Mode.OBSERVE, 3, 200)) {
      for (int i = 0; i < 100; i++) {
        recorder.guard(CustomerId.class).resolver().resolve(new CustomerId("c" + i));
      }
      assertThat(recorder.guard(CustomerId.class).spent()).isEqualTo(30);
    }
  }

  @Test
  void an_allowed_value_is_no_longer_over_budget() {
    try (UpstreamRecorder recorder = recorder(Mode.OBSERVE, 1, 200)) {
      LabelGuard<CustomerId> guard = recorder.guard(CustomerId.class);
      for (String customer : List.of("first", "second", "third")) {
        guard.resolver().resolve(new CustomerId(customer));
      }
      guard.allow(new CustomerId("third")); // who was over
      assertThat(guard.spent()).isEqualTo(2);
      guard.allow(new CustomerId("first")); // who was within
      assertThat(guard.spent()).isEqualTo(1);
    }
  }

  @Test
  void malformed_and_personal_values_fold_all_the_same() {
    try (UpstreamRecorder recorder = recorder(Mode.OBSERVE, 3, 3)) {
      LabelGuard<CustomerId> guard = recorder.guard(CustomerId.class);
      assertThat(guard.resolver().resolve(new CustomerId("two words")).value())
          .isEqualTo("_INVALID");
      assertThat(guard.resolver().resolve(new CustomerId("_OTHER")).value()).isEqualTo("_INVALID");
      assertThat(guard.resolver().resolve(new CustomerId("jane.roe@mail.example")).value())
          .isEqualTo("_REDACTED");
    }
  }

  private static UpstreamRecorder recorder(Mode mode, int customers, int endpoints) {
    return UpstreamRecorder.builder()
        .jvm(false)
        .mode(mode)
        .budget(CustomerId.class, customers)
        .budget(Endpoint.class, endpoints)
        .build();
  }

  // Ten of each: more than most of the budgets, and never more than ten times one.
  private static void play(UpstreamRecorder recorder, List<Integer> events) {
    for (int event : events) {
      recorder
          .counter(GuardedFamilies.CALLS)
          .inc(
              new Calls(
                  Product.DELAY_GUARD,
                  new CustomerId("c" + event % 10),
                  new Endpoint("/e" + (char) ('a' + event / 10 % 10))));
    }
  }
}
