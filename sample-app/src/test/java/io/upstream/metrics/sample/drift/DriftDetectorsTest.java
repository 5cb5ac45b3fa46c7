package io.upstream.metrics.sample.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.sample.claims.Decision;
import io.upstream.metrics.sample.claims.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftDetectorsTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

  /** How a payer behaves: days to pay, chance of a denial, part not paid, code of procedures. */
  private record Habit(double delay, double denials, double adjusted, String code, String reason) {
    static final Habit CALM = new Habit(14, 0.1, 0.15, "99213", "CO-16");
  }

  private static History history(Habit before, Habit now, long seed) {
    Random random = new Random(seed);
    List<Decision> decisions = new ArrayList<>();
    for (int day = 34; day >= 0; day--) {
      Habit habit = day < 7 ? now : before;
      for (int i = 0; i < 25; i++) {
        decisions.add(decision(habit, TODAY.minusDays(day), random));
      }
    }
    return History.of(decisions).get(0);
  }

  private static Decision decision(Habit habit, LocalDate decided, Random random) {
    boolean denied = random.nextDouble() < habit.denials();
    double adjusted = Math.min(1, Math.max(0, habit.adjusted() + 0.05 * random.nextGaussian()));
    long waited = Math.max(1, Math.round(habit.delay() + 4 * random.nextGaussian()));
    return new Decision(
        "northstar",
        random.nextInt(4) == 0 ? "93000" : habit.code(),
        decided.minusDays(waited),
        decided,
        denied ? Outcome.DENIED : Outcome.PAID,
        10_000,
        denied ? 0 : Math.round(10_000 * (1 - adjusted)),
        denied ? habit.reason() : null);
  }

  @Test
  void an_unchanged_payer_has_not_drifted() {
    for (int seed = 0; seed < 200; seed++) {
      History calm = history(Habit.CALM, Habit.CALM, seed);
      assertThat(DriftWatch.compare(calm)).as("seed %d", seed).isEmpty();
      assertThat(DelayGuard.late(calm)).as("seed %d", seed).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void each_change_is_found_as_one_kind(int seed) {
    assertFound(new Habit(20, 0.1, 0.15, "99213", "CO-16"), seed, DriftType.PAYMENT_DELAY);
    assertFound(new Habit(14, 0.4, 0.15, "99213", "CO-16"), seed, DriftType.DENIAL_RATE);
    assertFound(new Habit(14, 0.1, 0.3, "99213", "CO-16"), seed, DriftType.ADJUSTMENT_PATTERN);
    assertFound(new Habit(14, 0.1, 0.15, "99215", "CO-16"), seed, DriftType.CODE_MAPPING_CHANGE);
  }

  private static void assertFound(Habit now, int seed, DriftType type) {
    assertThat(DriftWatch.compare(history(Habit.CALM, now, seed)))
        .extracting(DriftWatch.Drift::type)
        .containsExactly(type);
  }

  @Test
  void severity_grows_with_the_change_up_to_one() {
    double last = 0;
    for (int days : new int[] {17, 20, 24, 40}) {
      List<DriftWatch.Drift> drift =
          DriftWatch.compare(history(Habit.CALM, new Habit(days, 0.1, 0.15, "99213", "CO-16"), 1));
      assertThat(drift).hasSize(1);
      assertThat(drift.get(0).severity()).isGreaterThan(last).isLessThanOrEqualTo(1);
      last = drift.get(0).severity();
    }
    assertThat(last).isEqualTo(1);
  }

  @Test
  void late_payments_signal_by_their_share() {
    double some =
        DelayGuard.late(history(Habit.CALM, new Habit(20, 0.1, 0.15, "99213", "CO-16"), 1));
    double most =
        DelayGuard.late(history(Habit.CALM, new Habit(28, 0.1, 0.15, "99213", "CO-16"), 1));
    assertThat(some).isBetween(0.15, 0.5);
    assertThat(most).isGreaterThan(0.8);
  }

  @Test
  void a_more_frequent_reason_is_a_signal() {
    List<DenialScope.Signal> signals =
        DenialScope.compare(history(Habit.CALM, new Habit(14, 0.3, 0.15, "99213", "CO-197"), 1));
    assertThat(signals)
        .extracting(signal -> signal.type().value())
        .containsExactly("prior_authorization");
  }

  @Test
  void few_claims_signal_nothing() {
    List<Decision> few = new ArrayList<>();
    for (int day = 0; day < 35; day++) {
      few.add(decision(Habit.CALM, TODAY.minusDays(day), new Random(day)));
    }
    assertThat(History.of(few)).isEmpty();
    assertThat(History.of(List.of())).isEmpty();
  }
}
