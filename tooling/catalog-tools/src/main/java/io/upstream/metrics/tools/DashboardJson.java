package io.upstream.metrics.tools;

import static io.upstream.metrics.tools.Documents.map;

import io.upstream.metrics.catalog.Family;
import io.upstream.metrics.catalog.HistogramFamily;
import io.upstream.metrics.tools.promql.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The dashboard of a catalogue for Grafana: a row for each group. */
final class DashboardJson {

  private static final int WIDTH = 12;
  private static final int HEIGHT = 8;
  private static final Map<String, Object> SOURCE =
      map("type", "prometheus", "uid", "${datasource}");

  private final List<Object> panels = new ArrayList<>();
  private int y;

  private DashboardJson() {}

  static String render(MetricsCatalogue catalogue) {
    DashboardJson dashboard = new DashboardJson();
    for (FamilyGroup group : catalogue.groups()) {
      List<Panel> panels = new ArrayList<>();
      for (Family<?> family : group.families()) {
        panels.addAll(Defaults.panels(family));
      }
      dashboard.row(group.title(), panels);
    }
    dashboard.row("More", catalogue.panels());
    return Documents.json(
        map(
            "uid",
            catalogue.name() + "-metrics",
            "title",
            catalogue.name(),
            "tags",
            List.of(catalogue.name()),
            "schemaVersion",
            39,
            "refresh",
            "30s",
            "time",
            map("from", "now-6h", "to", "now"),
            "templating",
            map("list", variables(catalogue)),
            "panels",
            dashboard.panels));
  }

  private void row(String title, List<Panel> row) {
    if (row.isEmpty()) {
      return;
    }
    panels.add(
        map(
            "id",
            panels.size() + 1,
            "type",
            "row",
            "title",
            title,
            "collapsed",
            false,
            "gridPos",
            map("h", 1, "w", 2 * WIDTH, "x", 0, "y", y++),
            "panels",
            List.of()));
    for (int i = 0; i < row.size(); i++) {
      panels.add(panel(row.get(i), i % 2 * WIDTH, y + i / 2 * HEIGHT));
    }
    y += (row.size() + 1) / 2 * HEIGHT;
  }

  private Map<String, Object> panel(Panel panel, int x, int y) {
    List<Object> targets = new ArrayList<>();
    for (Panel.Target target : panel.targets()) {
      targets.add(
          map(
              "refId",
              String.valueOf((char) ('A' + targets.size())),
              "datasource",
              SOURCE,
              "expr",
              target.expr().in(Place.PANEL),
              "legendFormat",
              target.legend(),
              "format",
              panel.kind() == Panel.Kind.HEATMAP ? "heatmap" : "time_series"));
    }
    return map(
        "id",
        panels.size() + 1,
        "type",
        panel.kind().name().toLowerCase(Locale.ROOT),
        "title",
        panel.title(),
        "description",
        panel.description(),
        "datasource",
        SOURCE,
        "gridPos",
        map("h", HEIGHT, "w", WIDTH, "x", x, "y", y),
        "fieldConfig",
        map("defaults", map("unit", panel.unit()), "overrides", List.of()),
        "options",
        map(),
        "targets",
        targets);
  }

  // Expressions are limited to what these choose; see Place.PANEL.
  private static List<Object> variables(MetricsCatalogue catalogue) {
    List<? extends Family<?>> families = catalogue.families();
    String metric = families.isEmpty() ? "up" : sample(families.get(0));
    List<Object> variables = new ArrayList<>();
    variables.add(
        map(
            "name",
            "datasource",
            "label",
            "Data source",
            "type",
            "datasource",
            "query",
            "prometheus"));
    variables.add(variable("job", "label_values(" + metric + ", job)"));
    variables.add(variable("instance", "label_values(" + metric + "{job=~\"$job\"}, instance)"));
    for (String[] shared : new String[][] {{"customer", "customer_id"}, {"product", "product"}}) {
      families.stream()
          .filter(
              family ->
                  family.schema().labels().stream()
                      .anyMatch(label -> label.name().equals(shared[1])))
          .findFirst()
          .ifPresent(
              family ->
                  variables.add(
                      variable(
                          shared[0],
                          "label_values(%s{job=~\"$job\"}, %s)"
                              .formatted(sample(family), shared[1]))));
    }
    return variables;
  }

  private static String sample(Family<?> family) {
    return family.name() + (family instanceof HistogramFamily<?> ? "_count" : "");
  }

  private static Map<String, Object> variable(String name, String query) {
    return map(
        "name",
        name,
        "type",
        "query",
        "datasource",
        SOURCE,
        "query",
        map("query", query, "refId", "variable-" + name),
        "refresh",
        2,
        "multi",
        true,
        "includeAll",
        true,
        "allValue",
        ".*",
        "current",
        map("text", "All", "value", "$__all"));
  }
}
