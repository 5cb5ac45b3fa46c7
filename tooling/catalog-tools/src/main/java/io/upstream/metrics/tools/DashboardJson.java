package io.upstream.metrics.tools;

import static io.upstream.metrics.tools.Documents.map;

import io.upstream.metrics.tools.Panel.Shape;
import io.upstream.metrics.tools.promql.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A dashboard as Grafana stores it. */
final class DashboardJson {

  private static final Map<String, Object> SOURCE =
      map("type", "prometheus", "uid", "${datasource}");
  private static final int WIDTH = 24;
  private static final int HALF = 12;
  private static final int HEIGHT = 8;
  private static final int STAT_HEIGHT = 5;

  private DashboardJson() {}

  static String write(Dashboard dashboard) {
    return Documents.json(model(dashboard));
  }

  private static Map<String, Object> model(Dashboard dashboard) {
    return map(
        "uid",
        dashboard.uid(),
        "title",
        dashboard.title(),
        "description",
        dashboard.description(),
        "tags",
        List.of(dashboard.tag()),
        "editable",
        false,
        "graphTooltip",
        1,
        "refresh",
        "30s",
        "schemaVersion",
        39,
        "time",
        map("from", "now-6h", "to", "now"),
        "timezone",
        "browser",
        "links",
        List.of(links(dashboard)),
        "templating",
        map("list", DashboardVariables.of(dashboard)),
        "annotations",
        map("list", List.of(deployments())),
        "panels",
        panels(dashboard));
  }

  /** Returns a line where a process started: a deployment, or an unexpected restart. */
  private static Map<String, Object> deployments() {
    return map(
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

  private static Map<String, Object> links(Dashboard dashboard) {
    return map(
        "type",
        "dashboards",
        "title",
        dashboard.folder(),
        "tags",
        List.of(dashboard.tag()),
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
                map("h", height, "w", width, "x", left, "y", top + i / columns * height)));
      }
      top += (row.panels().size() + columns - 1) / columns * height;
    }
    return panels;
  }

  private static Map<String, Object> row(Dashboard.Row row, int id, int top) {
    return map(
        "id",
        id,
        "type",
        "row",
        "title",
        row.title(),
        "collapsed",
        false,
        "gridPos",
        map("h", 1, "w", WIDTH, "x", 0, "y", top),
        "panels",
        List.of());
  }

  private static Map<String, Object> panel(Panel panel, int id, Map<String, Object> place) {
    Map<String, Object> json =
        map(
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
            map("defaults", defaults(panel), "overrides", List.of()),
            "options",
            options(panel),
            "targets",
            targets(panel));
    if (!panel.range().isEmpty()) {
      json.put("timeFrom", panel.range());
    }
    return json;
  }

  private static Map<String, Object> defaults(Panel panel) {
    Map<String, Object> defaults = map("unit", panel.unit());
    if (panel.unit().equals("percentunit")) {
      defaults.put("min", 0);
      defaults.put("max", 1);
    }
    defaults.put("thresholds", map("mode", "absolute", "steps", steps(panel.limit())));
    if (panel.shape() == Shape.TIMESERIES) {
      Map<String, Object> custom = new LinkedHashMap<>();
      custom.put("fillOpacity", 0);
      custom.put("showPoints", "auto");
      custom.put("spanNulls", false);
      if (!panel.limit().isNone()) {
        custom.put("thresholdsStyle", map("mode", "line"));
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
      steps.add(map("color", limit.above() ? "red" : "green", "value", limit.value()));
    }
    return steps;
  }

  private static Map<String, Object> options(Panel panel) {
    return switch (panel.shape()) {
      case TIMESERIES ->
          map(
              "legend",
              map("displayMode", "list", "placement", "bottom"),
              "tooltip",
              map("mode", "multi", "sort", "desc"));
      case HEATMAP -> map("calculate", false, "yAxis", map("unit", panel.unit()));
      case BARGAUGE ->
          map(
              "orientation",
              "horizontal",
              "displayMode",
              "basic",
              "valueMode",
              "text",
              "reduceOptions",
              map("calcs", List.of("lastNotNull"), "values", false));
      case STAT ->
          map(
              "colorMode",
              "background",
              "graphMode",
              "none",
              "textMode",
              "auto",
              "reduceOptions",
              map("calcs", List.of("lastNotNull"), "values", false));
      case TABLE -> map();
    };
  }

  private static List<Object> targets(Panel panel) {
    boolean now = panel.shape() != Shape.TIMESERIES && panel.shape() != Shape.HEATMAP;
    List<Object> targets = new ArrayList<>();
    for (Panel.Target target : panel.targets()) {
      Map<String, Object> json =
          map(
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
