package io.upstream.metrics.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.guard.detect.Detection;
import io.upstream.metrics.guard.detect.Detector;
import io.upstream.metrics.guard.detect.Detectors;
import io.upstream.metrics.guard.detect.text.BoundedText;
import io.upstream.metrics.guard.sketch.RefusedCache;
import io.upstream.metrics.guard.value.ValueGrammar;
import io.upstream.metrics.label.JobType;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrivacyScreenTest {

  private static final ValueGrammar NAMES = ValueGrammar.of(JobType.class);
  private static final PrivacyScreen SCREEN = Recall.screen(JobType.class);

  private static PrivacyScreen screen(Predicate<CharSequence> matcher) {
    return new PrivacyScreen(
        "job_type", NAMES, List.of(Detector.of("mine", "Something.", matcher)));
  }

  private static String detector(PrivacyScreen screen, String value) {
    LabelEntry refusal = Objects.requireNonNull(screen.judge(value));
    return Objects.requireNonNull(refusal.detector()).value();
  }

  @Test
  void malformed_personal_data_is_redacted_too() {
    assertThat(detector(SCREEN, "Jane Roe")).isEqualTo("person_name");
    assertThat(detector(SCREEN, "jane@mail.example")).isEqualTo("email");
    assertThat(SCREEN.judge("what is this")).isSameAs(LabelEntry.INVALID);
    assertThat(SCREEN.judge("nightly")).isNull();
  }

  @Test
  void a_long_value_takes_no_more_steps() {
    AtomicInteger seen = new AtomicInteger();
    PrivacyScreen counting =
        screen(
            text -> {
              seen.set(text.length());
              return text.toString().contains("x");
            });

    assertThat(counting.judge("a".repeat(1 << 20))).isSameAs(LabelEntry.INVALID);
    assertThat(seen).hasValue(Detection.SEEN);
    assertThat(detector(SCREEN, "jane@mail.example " + "a".repeat(1 << 20))).isEqualTo("email");
    assertThat(SCREEN.judge("a".repeat(1 << 20) + " jane@mail.example"))
        .isSameAs(LabelEntry.INVALID);
  }

  @Test
  void what_may_be_named_is_seen_whole() {
    assertThat(Detection.SEEN).isGreaterThanOrEqualTo(ValueGrammar.MOST_BYTES);
  }

  @Test
  void hostile_values_are_invalid_and_nothing_throws() {
    assertThat(
            List.of(
                "\0",
                "a\"b",
                "a\\b",
                "a\nb",
                "\ud800",
                "\udc00a",
                "\u202ea",
                "_OTHER",
                "{le=\"1\"}",
                "__name__",
                "a\ud83d",
                "\u200f"))
        .extracting(SCREEN::judge)
        .containsOnly(LabelEntry.INVALID);
  }

  @Test
  void a_detector_that_throws_counts_as_a_hit() {
    PrivacyScreen screen =
        screen(
            text -> {
              throw new IllegalStateException("broken");
            });

    assertThat(detector(screen, "nightly")).isEqualTo("mine");
  }

  @Test
  void a_failing_detector_counts_as_a_hit() {
    PrivacyScreen screen =
        screen(
            text -> {
              throw new NoClassDefFoundError("missing");
            });

    assertThat(detector(screen, "nightly")).isEqualTo("mine");
  }

  @Test
  void a_detector_that_recurses_endlessly_hits() {
    Pattern careless = Pattern.compile("(a+)+\\1b");
    PrivacyScreen screen = screen(text -> careless.matcher(text).find());

    assertThat(detector(screen, "a".repeat(100))).isEqualTo("mine");
    assertThat(screen.judge("c")).isNull();
  }

  @Test
  void a_standard_detector_never_runs_out_of_reads() {
    for (String piece : List.of("1-", "a@", "Aa ", "1.", ":1", "jane.", "?a", "123-45-", "+1 ")) {
      String value = piece.repeat(Detection.SEEN);
      BoundedText seen = new BoundedText(value, Detection.SEEN, 0);

      for (Detector detector : Detectors.standard()) {
        assertThatNoException()
            .isThrownBy(() -> detector.matcherFor("an_applications_own").test(seen));
      }
    }
  }

  @Test
  void a_refusal_is_found_again_by_its_code() {
    for (String value : List.of("no name", "jane@mail.example", "Jane Roe", "a1234567")) {
      LabelEntry refusal = Objects.requireNonNull(SCREEN.judge(value));

      assertThat(refusal.code()).isBetween(1, RefusedCache.MOST_CODE);
      assertThat(SCREEN.refusal(refusal.code())).isSameAs(refusal);
    }
    for (LabelEntry refusal : List.of(LabelEntry.OVER_BUDGET, LabelEntry.OVER_SHARE)) {
      assertThat(SCREEN.refusal(refusal.code())).isSameAs(refusal);
    }
  }

  @Test
  void more_detectors_than_there_are_codes_are_refused() {
    List<Detector> many = Collections.nCopies(59, Detector.of("mine", "Something.", text -> false));

    assertThatThrownBy(() -> new PrivacyScreen("job_type", NAMES, many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("detectors: expected 58 at most, got 59");
  }
}
