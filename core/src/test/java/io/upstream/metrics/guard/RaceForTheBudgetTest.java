package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.testing.Repeats;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Eight threads bring four times the values that there is room for. */
class RaceForTheBudgetTest {

  private static final int ROUNDS = Repeats.of(25, 100);
  private static final int BUDGET = 40;

  @Test
  void exactly_the_budget_is_named_consistently() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (UpstreamRecorder recorder = recorder(BUDGET)) {
        LabelGuard<CustomerId> guard = recorder.guard(CustomerId.class);
        Map<String, String> answers = new ConcurrentHashMap<>();
        int seed = round;
        GuardedFamilies.inParallel(
            thread -> {
              for (String value : shuffled(4 * BUDGET, seed * 8L + thread)) {
                String answer = guard.resolver().resolve(new CustomerId(value)).value();
                String earlier = answers.putIfAbsent(value, answer);
                assertThat(answer).as(value).isEqualTo(earlier == null ? answer : earlier);
              }
            });
        assertThat(answers.values().stream().filter(each -> !each.equals("_OTHER")))
            .hasSize(BUDGET);
        assertThat(guard.spent()).isEqualTo(BUDGET);
      }
    }
  }

  @Test
  void a_customer_gets_exactly_half_of_the_budget() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (UpstreamRecorder recorder = recorder(BUDGET)) {
        LabelGuard<Endpoint> guard = recorder.guard(Endpoint.class);
        LabelEntry customer =
            recorder.guard(CustomerId.class).resolver().resolve(new CustomerId("acme"));
        Map<String, String> answers = new ConcurrentHashMap<>();
        int seed = round;
        GuardedFamilies.inParallel(
            thread -> {
              for (String value : shuffled(4 * BUDGET, seed * 8L + thread)) {
                String answer =
                    guard.resolver().resolve(new Endpoint("/" + value), customer).value();
                String earlier = answers.putIfAbsent(value, answer);
                assertThat(answer).as(value).isEqualTo(earlier == null ? answer : earlier);
              }
            });
        assertThat(answers.values().stream().filter(each -> !each.equals("_OTHER")))
            .hasSize((BUDGET + 1) / 2);
      }
    }
  }

  private static UpstreamRecorder recorder(int budget) {
    return UpstreamRecorder.builder()
        .jvm(false)
        .budget(CustomerId.class, budget)
        .budget(Endpoint.class, budget)
        .build();
  }

  private static List<String> shuffled(int count, long seed) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add("value-" + i);
    }
    values.addAll(List.copyOf(values));
    Collections.shuffle(values, new Random(seed));
    return values;
  }
}
