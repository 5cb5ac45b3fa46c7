package io.upstream.metrics.guard;

import io.upstream.metrics.guard.value.LabelConstants;
import io.upstream.metrics.label.OpenLabel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks the values that are always named, constants and the operator's allow-list, before they are
 * named.
 */
final class FixedValues {

  private static final System.Logger LOG = SafeLogger.of(FixedValues.class);

  private final Class<? extends OpenLabel> type;
  private final String name;
  private final PrivacyScreen screen;

  FixedValues(Class<? extends OpenLabel> type, String name, PrivacyScreen screen) {
    this.type = type;
    this.name = name;
    this.screen = screen;
  }

  /** Returns the type's constants, which are not screened, because they are part of a program. */
  List<String> constants() {
    List<String> constants = LabelConstants.of(type);
    for (String constant : constants) {
      if (!screen.grammar().acceptsConstant(constant)) {
        throw new IllegalArgumentException(
            "constant of "
                + type.getName()
                + ": expected "
                + screen.grammar().form()
                + ", got "
                + constant);
      }
    }
    return constants;
  }

  /**
   * Returns the values of an allow-list as the page names them. A value that a detector matches is
   * accepted, because the operator's decision has precedence, and a warning names the detector. A
   * malformed value is refused with a message that does not repeat it.
   */
  List<String> allowed(Collection<? extends @Nullable String> list) {
    List<String> values = list.stream().map(this::wellFormed).toList();
    Map<String, Integer> overridden = new TreeMap<>();
    for (String value : values) {
      String detector = screen.detectorOf(value);
      if (detector != null) {
        overridden.merge(detector, 1, Integer::sum);
      }
    }
    if (!overridden.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Values on the allow-list of {0} match detectors of personal data (number of values by"
              + " detector: {1}). They are shown on the page all the same, because an allow-list"
              + " overrides detectors. If they are personal data, remove them from the list.",
          name,
          overridden);
    }
    return values;
  }

  private String wellFormed(@Nullable String raw) {
    String value = raw == null ? "" : screen.grammar().prepare(raw);
    if (value.isEmpty()) {
      throw refuse("a value", "null or blank");
    }
    if (!screen.grammar().accepts(value)) {
      throw refuse(
          screen.grammar().form(), "a value of " + value.length() + " characters that has not");
    }
    return value;
  }

  private IllegalArgumentException refuse(String expected, String got) {
    return new IllegalArgumentException(
        "allow-list of " + name + ": expected " + expected + ", got " + got);
  }
}
