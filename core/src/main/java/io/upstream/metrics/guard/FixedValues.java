package io.upstream.metrics.guard;

import io.upstream.metrics.label.OpenLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what is named in any case, constants and the operator's allow-list, before it is. */
final class FixedValues {

  private final Class<? extends OpenLabel> type;
  private final String name;
  private final PrivacyScreen screen;

  FixedValues(Class<? extends OpenLabel> type, String name, PrivacyScreen screen) {
    this.type = type;
    this.name = name;
    this.screen = screen;
  }

  /** The type's constants; they are not screened, for they stand in a program. */
  List<String> constants() {
    List<String> constants = LabelConstants.of(type);
    for (String constant : constants) {
      if (!screen.grammar().acceptsConstant(constant)) {
        throw new IllegalArgumentException(
            "constant of " + type.getName() + ": expected " + form() + ", got " + constant);
      }
    }
    return constants;
  }

  /** A value of the allow-list as it is named. What is not well-formed is not repeated. */
  String allowed(@Nullable String raw) {
    String value = raw == null ? "" : screen.grammar().prepare(raw);
    if (value.isEmpty()) {
      throw refuse("a value", "null or blank");
    }
    Verdict verdict = screen.judge(value);
    if (verdict.kind() == Verdict.Kind.REDACTED) {
      throw refuse(
          "nothing that looks like personal data",
          "a value that the detector "
              + verdict.detector()
              + " catches; if it is wrong, detector(..notOn("
              + type.getSimpleName()
              + ".class)) switches it off here");
    }
    if (verdict.kind() == Verdict.Kind.INVALID) {
      throw refuse(form(), "a value of " + value.length() + " characters that has not");
    }
    return value;
  }

  private String form() {
    return "128 bytes at most, not reserved, of the form " + screen.grammar().expected();
  }

  private IllegalArgumentException refuse(String expected, String got) {
    return new IllegalArgumentException(
        "allow-list of " + name + ": expected " + expected + ", got " + got);
  }
}
