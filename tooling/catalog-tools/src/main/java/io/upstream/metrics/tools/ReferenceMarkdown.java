package io.upstream.metrics.tools;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.catalog.Label;
import io.upstream.metrics.catalog.LabelKind;
import io.upstream.metrics.catalog.NativeResolution;
import io.upstream.metrics.label.Budget;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference of a catalogue in Markdown. */
final class ReferenceMarkdown {

  private ReferenceMarkdown() {}

  static String render(MetricsCatalogue catalogue) {
    StringBuilder page = new StringBuilder("# Metrics of " + catalogue.name() + "\n\n");
    page.append("Generated from the declarations; edit those, not this page.\n");
    for (FamilyGroup group : catalogue.groups()) {
      page.append("\n## ").append(group.title()).append("\n\n");
      page.append("| family | type | labels | meaning |\n|---|---|---|---|\n");
      group.families().forEach(family -> page.append(row(family)));
    }
    page.append("\n## Labels\n\n| label | type | values |\n|---|---|---|\n");
    labels(catalogue).values().forEach(page::append);
    if (!Rules.alerts(catalogue).isEmpty()) {
      page.append("\n## Alerts\n\n| alert | fires when | for | severity |\n|---|---|---|---|\n");
      for (Alert alert : Rules.alerts(catalogue)) {
        page.append(
            "| `%s` | `%s` | %s | %s |\n"
                .formatted(alert.name(), cell(alert.text()), alert.lasting(), alert.severity()));
      }
    }
    if (!catalogue.queries().isEmpty()) {
      page.append("\n## Queries\n");
      catalogue.queries().forEach(query -> page.append(query(query)));
    }
    return page.toString();
  }

  private static String query(Query query) {
    String note = query.note().isEmpty() ? "" : "\n" + query.note() + "\n";
    return "\n**%s** (%s)\n\n```promql\n%s\n```\n%s"
        .formatted(query.question(), query.topic(), query.text(), note);
  }

  private static String row(Family<?> family) {
    String buckets = family instanceof HistogramFamily<?> histogram ? buckets(histogram) : "";
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            family.name(),
            family.type().name().toLowerCase(Locale.ROOT),
            family.schema().labels().stream()
                .map(label -> "`" + label.name() + "`")
                .collect(Collectors.joining(", ")),
            cell(family.help() + buckets));
  }

  private static String buckets(HistogramFamily<?> histogram) {
    NativeResolution resolution = histogram.nativeResolution();
    String natives =
        resolution == null
            ? ""
            : " Native buckets: schema %d, %d at most."
                .formatted(resolution.schema(), resolution.maxBuckets());
    return histogram.bounds().length == 0
        ? natives
        : Arrays.stream(histogram.bounds())
                .mapToObj(bound -> BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(", ", " Buckets: ", "."))
            + natives;
  }

  // The key is name and type, because two families may have labels of one name with different
  // types.
  private static Map<String, String> labels(MetricsCatalogue catalogue) {
    Map<String, String> rows = new TreeMap<>();
    for (Family<?> family : catalogue.families()) {
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
          .map(value -> "`" + cell(value) + "`")
          .collect(Collectors.joining(", "));
    }
    return label.kind() == LabelKind.STATUS
        ? "a status from 100 to 599"
        : "open, up to %s named".formatted(budget(label));
  }

  static int budget(Label label) {
    Budget budget = label.type().getAnnotation(Budget.class);
    return budget == null ? Budget.DEFAULT : budget.value();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
