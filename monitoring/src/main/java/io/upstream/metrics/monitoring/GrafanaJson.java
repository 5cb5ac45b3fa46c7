package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.RulesYaml.ordered;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.monitoring.Panel.Shape;
import io.upstream.metrics.tools.promql.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A dashboard as Grafana stores it. */
final class GrafanaJson {

  private static final Map<String, Object> SOURCE =
      ordered("type", "prometheus", "uid", "${datasource}");
  private static final int WIDTH = 24;
  private static final int HALF = 12;
  private static final int HEIGHT = 8;
  private static final int STAT_HEIGHT = 5;

  private GrafanaJson() {}

  static String write(Dashboard dashboard) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(model(dashboard)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> model(Dashboard dashboard) {
    return ordered(
        "uid",
        dashboard.uid(),
        "title",
        dashboard.title(),
        "description",
        dashboard.description(),
        "tags",
        List.of("upstream"),
        "editable",
        false,
        "graphTooltip",
        1,
        "refresh",
        "30s",
        "schemaVersion",
        39,
        "time",
        ordered("from", "now-6h", "to", "now"),
        "timezone",
        "browser",
        "links",
        List.of(links()),
        "templating",
        ordered("list", GrafanaVariables.of(dashboard)),
        "annotations",
        ordered("list", List.of(deployments())),
        "panels",
        panels(dashboard));
  }

  /** A line where a process started: a deployment, or a restart that nobody asked for. */
  private static Map<String, Object> deployments() {
    return ordered(
        "name",
        "Process starts",
        "datasource",
        SOURCE,
        "enable",
        true,
        "iconColor",
        "blue",
        "expr",
        "process_start_time_seconds{job=~\"$job\", instance=~\"$instance\"} * 1000",
        "useValueForTime",
        "on",
        "step",
        "60s",
        "titleFormat",
        "{{job}} started",
        "textFormat",
        "{{instance}}");
  }

  private static Map<String, Object> links() {
    return ordered(
        "type",
        "dashboards",
        "title",
        "Upstream",
        "tags",
        List.of("upstream"),
        "asDropdown",
        true,
        "includeVars",
        true,
        "keepTime",
        true);
  }

  private static List<Object> panels(Dashboard dashboard) {
    List<Object> panels = new ArrayList<>();
    int top = 0;
    for (Dashboard.Row row : dashboard.rows()) {
      panels.add(row(row, panels.size() + 1, top));
      top++;
      boolean stats = row.panels().stream().allMatch(panel -> panel.shape() == Shape.STAT);
      int columns = stats ? row.panels().size() : WIDTH / HALF;
      int height = stats ? STAT_HEIGHT : HEIGHT;
      for (int i = 0; i < row.panels().size(); i++) {
        int column = i % columns;
        int left = WIDTH * column / columns;
        int width = WIDTH * (column + 1) / columns - left;
        panels.add(
            panel(
                row.panels().get(i),
                panels.size() + 1,
                ordered("h", height, "w", width, "x", left, "y", top + i / columns * height)));
      }
      top += (row.panels().size() + columns - 1) / columns * height;
    }
    return panels;
  }

  private static Map<String, Object> row(Dashboard.Row row, int id, int top) {
    return ordered(
        "id",
        id,
        "type",
        "row",
        "title",
        row.title(),
        "collapsed",
        false,
        "gridPos",
        ordered("h", 1, "w", WIDTH, "x", 0, "y", top),
        "panels",
        List.of());
  }

  private static Map<String, Object> panel(Panel panel, int id, Map<String, Object> place) {
    Map<String, Object> json =
        ordered(
            "id",
            id,
            "type",
            panel.shape().name().toLowerCase(Locale.ROOT),
            "title",
            panel.title(),
            "description",
            panel.description(),
            "datasource",
            SOURCE,
            "gridPos",
            place,
            "fieldConfig",
            ordered("defaults", defaults(panel), "overrides", List.of()),
            "options",
            options(panel.shape()),
            "targets",
            targets(panel));
    if (!panel.range().isEmpty()) {
      json.put("timeFrom", panel.range());
    }
    return json;
  }

  private static Map<String, Object> defaults(Panel panel) {
    Map<String, Object> defaults = ordered("unit", panel.unit());
    if (panel.unit().equals("percentunit")) {
      defaults.put("min", 0);
      defaults.put("max", 1);
    }
    defaults.put("thresholds", ordered("mode", "absolute", "steps", steps(panel.limit())));
    if (panel.shape() == Shape.TIMESERIES) {
      Map<String, Object> custom = new LinkedHashMap<>();
      custom.put("fillOpacity", 0);
      custom.put("showPoints", "auto");
      custom.put("spanNulls", false);
      if (!panel.limit().isNone()) {
        custom.put("thresholdsStyle", ordered("mode", "line"));
      }
      defaults.put("custom", custom);
    } else if (panel.shape() == Shape.BARGAUGE || panel.shape() == Shape.STAT) {
      defaults.put("noValue", "none");
    }
    return defaults;
  }

  private static List<Object> steps(Panel.Limit limit) {
    List<Object> steps = new ArrayList<>();
    Map<String, Object> base = new LinkedHashMap<>();
    base.put("color", limit.isNone() ? "blue" : limit.above() ? "green" : "red");
    base.put("value", null);
    steps.add(base);
    if (!limit.isNone()) {
      steps.add(ordered("color", limit.above() ? "red" : "green", "value", limit.value()));
    }
    return steps;
  }

  private static Map<String, Object> options(Shape shape) {
    return switch (shape) {
      case TIMESERIES ->
          ordered(
              "legend",
              ordered("displayMode", "list", "placement", "bottom"),
              "tooltip",
              ordered("mode", "multi", "sort", "desc"));
      case HEATMAP -> ordered("calculate", false, "yAxis", ordered("unit", "s"));
      case BARGAUGE ->
          ordered(
              "orientation",
              "horizontal",
              "displayMode",
              "basic",
              "valueMode",
              "text",
              "reduceOptions",
              ordered("calcs", List.of("lastNotNull"), "values", false));
      case STAT ->
          ordered(
              "colorMode",
              "background",
              "graphMode",
              "none",
              "textMode",
              "auto",
              "reduceOptions",
              ordered("calcs", List.of("lastNotNull"), "values", false));
      case TABLE -> ordered();
    };
  }

  private static List<Object> targets(Panel panel) {
    boolean now = panel.shape() != Shape.TIMESERIES && panel.shape() != Shape.HEATMAP;
    List<Object> targets = new ArrayList<>();
    for (Panel.Target target : panel.targets()) {
      Map<String, Object> json =
          ordered(
              "refId",
              String.valueOf((char) ('A' + targets.size())),
              "datasource",
              SOURCE,
              "expr",
              target.expr().in(Place.PANEL),
              "legendFormat",
              target.legend());
      if (now) {
        json.put("instant", true);
      }
      if (panel.shape() == Shape.HEATMAP) {
        json.put("format", "heatmap");
      } else if (panel.shape() == Shape.TABLE) {
        json.put("format", "table");
      }
      targets.add(json);
    }
    return targets;
  }
}
