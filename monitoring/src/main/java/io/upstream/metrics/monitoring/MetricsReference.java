package io.upstream.metrics.monitoring;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.label.Budget;
import io.upstream.metrics.tools.FamilyGroup;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Renders {@code PROMETHEUS_METRICS.md}, the reference of all families, from their declarations.
 *
 * <p>The same declarations give the same text on every machine; hence {@code %s} for numbers, which
 * no locale writes in digits of its own.
 */
public final class MetricsReference {

  private static final List<FamilyGroup> GROUPS = new PlatformCatalogue().groups();

  private MetricsReference() {}

  /** Returns the whole page. */
  public static String render() {
    return PageTemplate.read("reference.md")
        .replace("@@families@@", familyList().strip())
        .replace("@@labels@@", labelList().strip())
        .replace("@@queries@@", MonitoringTables.queries())
        .replace("@@alerts@@", MonitoringTables.alerts())
        .replace("@@recordings@@", MonitoringTables.recordings())
        .replace("@@dashboards@@", MonitoringTables.dashboards());
  }

  private static String familyList() {
    StringBuilder page = new StringBuilder("| group | families |\n|---|---:|\n");
    for (FamilyGroup group : GROUPS) {
      page.append("| %s | %s |\n".formatted(group.title(), group.families().size()));
    }
    for (FamilyGroup group : GROUPS) {
      page.append("\n### %s\n".formatted(group.title()));
      group.families().forEach(family -> page.append(entry(family)));
    }
    return page.toString();
  }

  private static String entry(Family<?> family) {
    String labels =
        family.schema().labels().stream()
            .map(label -> "`" + label.name() + "`")
            .sorted()
            .collect(Collectors.joining(", "));
    List<String> readers = MonitoringTables.readersOf(family.name());
    return """

        #### `%s`

        A %s%s. %s Fed by %s.%s

        ```text
        %s
        ```
        """
        .formatted(
            family.name(),
            family.type().name().toLowerCase(Locale.ROOT),
            labels.isEmpty() ? "" : " by " + labels,
            family.help() + buckets(family),
            FamilyNotes.fedBy(family),
            readers.isEmpty() ? "" : " Read by " + String.join("; ", readers) + ".",
            FamilyNotes.example(family));
  }

  private static String labelList() {
    StringBuilder page = new StringBuilder("| label | type | values |\n|---|---|---|\n");
    labels().values().forEach(page::append);
    return page.toString();
  }

  private static String buckets(Family<?> family) {
    if (!(family instanceof HistogramFamily<?> histogram)) {
      return "";
    }
    return Arrays.stream(histogram.bounds())
        .mapToObj(bound -> BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(", ", " Buckets: ", "."));
  }

  // The key is name and type, because two families may have labels of one name with different
  // types.
  private static Map<String, String> labels() {
    Map<String, String> rows = new TreeMap<>();
    for (Family<?> family : new PlatformCatalogue().families()) {
      for (Label label : family.schema().labels()) {
        String type = label.type().getSimpleName();
        rows.put(
            label.name() + " " + type,
            "| `%s` | `%s` | %s |\n".formatted(label.name(), type, values(label)));
      }
    }
    return rows;
  }

  private static String values(Label label) {
    if (label.kind() == LabelKind.CLOSED) {
      return label.closedValues().stream()
          .map(value -> "`" + escape(value) + "`")
          .collect(Collectors.joining(", "));
    }
    if (label.kind() == LabelKind.STATUS) {
      return "a status from 100 to 599";
    }
    Budget budget = label.type().getAnnotation(Budget.class);
    int values = budget == null ? Budget.DEFAULT : budget.value();
    return values == Budget.UNLIMITED
        ? "open, filled by the library from a bounded set"
        : "open, up to %s named".formatted(values);
  }

  private static String escape(String text) {
    return text.replace("|", "\\|");
  }
}
