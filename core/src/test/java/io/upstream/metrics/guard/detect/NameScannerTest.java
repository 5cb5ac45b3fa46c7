package io.upstream.metrics.guard.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.guard.detect.text.NormalizedText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries values at the boundary between a person's name and other text. */
class NameScannerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Qorvath Roest",
        "Qorvath Oakfield Roest Zimmel", // as many as four
        "Dr. Qorvath Oakfield van der Roest", // as many as six words
        "LI, JANE", // capitals only with a comma
        "Li, Qorvath",
        "(Jane Roe)",
        "(Jane Li)", // two letters are enough
        "(Jane, Roe)",
        "(Jane,Roe)",
        "jane+roe",
        "jane.roe",
        "jane_roe",
        "jane-roe",
        "42-jane-roe", // what hangs on is no word
        "jane-roe-42",
        "JANE ROE",
        "Jane ROE",
        "jane/roe",
        "(Jane O'Hara)",
        "(Jane McAllister)",
      })
  void a_name_is_found(String name) {
    assertThat(NameScanner.finds(NormalizedText.of(name))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Qorvath",
        "Qorvath Oakfield Roest Zimmel Tarnow", // five are a title
        "Dr. Qorvath Oakfield van der de Roest", // and seven words a sentence
        "van Qorvath Roest", // a particle stands between
        "LI ROE",
        "Jane, -",
        "Jane failed",
        "Jane R.",
        "jane_r",
        "jane/roest",
        "clinic-jane-roe",
        "jane-roe-clinic",
        "clinic.jane.roe",
        "jane_roe_clinic",
      })
  void what_is_nearly_one_is_not(String other) {
    assertThat(NameScanner.finds(NormalizedText.of(other))).isFalse();
  }
}
