package io.upstream.metrics.catalog;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for a family's name: what no system accepts, and what some reads differently. */
final class MetricNames {

  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  // A family's name is also a label value of the library's own metrics, which have this longest
  // length.
  private static final int LONGEST = 128;

  private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  /** Endings that have a special meaning in a format or in an older client. */
  private static final List<String> RESERVED_ENDINGS =
      List.of("_total", "_created", "_bucket", "_info", "_count", "_sum", "_gcount", "_gsum");

  private MetricNames() {}

  static void check(Family<?> family) {
    String name = family.name();
    if (!LEGAL.matcher(name).matches()
        || name.startsWith("__")
        || name.length() > LONGEST
        || family.baseName().isEmpty()) {
      throw LabelSchema.refuse(
          name,
          "a name has at most 128 letters, digits and underscores, does not begin with a digit or two"
              + " underscores, and leaves the colon to recording rules");
    }
    String objection = objection(family);
    if (objection != null && family.inheritedBecause() == null) {
      throw LabelSchema.refuse(
          name,
          objection + "; rename it, or keep it with inheritedName(\"why\") if others rely on it");
    }
  }

  private static @Nullable String objection(Family<?> family) {
    String name = family.name();
    if (!SNAKE_CASE.matcher(name).matches()) {
      return "a name is in snake case";
    }
    if (family.type() == FamilyType.COUNTER && !name.endsWith("_total")) {
      return "a counter ends in _total, or OpenMetrics shows it as unknown";
    }
    for (String ending : RESERVED_ENDINGS) {
      if (family.baseName().endsWith(ending)) {
        return "the ending "
            + ending
            + (family.type() == FamilyType.COUNTER ? " before _total" : "")
            + " has a meaning of its own to Prometheus and is refused by older clients";
      }
    }
    return null;
  }
}
