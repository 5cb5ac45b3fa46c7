package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.label.SeverityLevel;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NothingThrowsTest {

  static Stream<Method> verbs() {
    return VerbCalls.verbs();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_missing_closed_label_is_counted(Method verb) {
    for (Object[] arguments : VerbCalls.arguments(verb, true)) {
      UpstreamRecorder recorder = VerbCalls.quiet().build();
      UpstreamRecorder general = VerbCalls.quiet().build();
      SortedMap<String, Double> before = Scrape.lasting(recorder);

      assertThatCode(() -> VerbCalls.call(recorder, verb, arguments))
          .as(Arrays.toString(arguments))
          .doesNotThrowAnyException();

      SortedMap<String, Double> complaints = Scrape.moved(before, recorder);
      complaints.keySet().removeIf(line -> !line.startsWith("upstream_metrics_"));
      assertThat(complaints)
          .as(Arrays.toString(arguments))
          .isEqualTo(expectedComplaints(verb, arguments));
      GeneralPath.of(verb).recording().record(general, arguments);
      assertThat(Scrape.lasting(recorder)).isEqualTo(Scrape.lasting(general));
      if (isClosedMissing(verb, arguments)) {
        assertThat(Scrape.moved(before, recorder)).isEqualTo(complaints);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void strict_throws_for_a_missing_closed_label(Method verb) {
    for (Object[] arguments : VerbCalls.arguments(verb, true)) {
      if (isClosedMissing(verb, arguments)) {
        UpstreamRecorder recorder = VerbCalls.quiet().mode(Mode.STRICT).build();
        assertThatThrownBy(() -> VerbCalls.call(recorder, verb, arguments))
            .as(Arrays.toString(arguments))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(GeneralPath.of(verb).families().get(0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jane doe", "_OTHER", "a\nb", "", "x\u0000"})
  void a_strange_value_never_fails_or_shows(String value) {
    UpstreamRecorder enforcing = VerbCalls.quiet().build();
    UpstreamRecorder strict = VerbCalls.quiet().mode(Mode.STRICT).build();
    CustomerId customer = new CustomerId(value);
    assertThatCode(() -> record(enforcing, customer)).doesNotThrowAnyException();
    assertThatThrownBy(() -> record(strict, customer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("upstream_alert_created_total")
        .hasMessageContaining("customer_id")
        .satisfies(e -> assertThat(value.isEmpty() || !e.getMessage().contains(value)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "bravo"})
  void strict_throws_over_budget_without_the_value(String value) {
    UpstreamRecorder strict =
        VerbCalls.quiet().budget(CustomerId.class, 0).mode(Mode.STRICT).build();
    assertThatThrownBy(() -> record(strict, new CustomerId(value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("upstream_alert_created_total")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(value));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_recorder_that_is_off_does_nothing(Method verb) {
    UpstreamRecorder off =
        VerbCalls.quiet().setting("METRICS_ENABLED", "false").mode(Mode.STRICT).build();
    for (Object[] arguments : VerbCalls.arguments(verb, true)) {
      VerbCalls.call(off, verb, arguments);
      GeneralPath.of(verb).recording().record(off, arguments);
    }
    assertThat(Scrape.text(off)).isEmpty();
  }

  private static void record(UpstreamRecorder recorder, CustomerId customer) {
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, customer);
    recorder.trackDriftEvent(
        Product.DRIFT_WATCH, DriftType.DENIAL_RATE, SeverityLevel.LOW, customer);
  }

  private static boolean isClosedMissing(Method verb, Object[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] == null && verb.getParameterTypes()[i].isEnum()) {
        return true;
      }
    }
    return false;
  }

  /** A closed label that is missing is the end of it; an open one that is null is no mistake. */
  private static SortedMap<String, Double> expectedComplaints(Method verb, Object[] arguments) {
    SortedMap<String, Double> expected = new TreeMap<>();
    for (String family : GeneralPath.of(verb).families()) {
      if (isClosedMissing(verb, arguments)) {
        expected.put(
            "upstream_metrics_rejected_total{family=\"%s\",reason=\"missing\"}".formatted(family),
            1.0);
      }
    }
    return expected;
  }
}
