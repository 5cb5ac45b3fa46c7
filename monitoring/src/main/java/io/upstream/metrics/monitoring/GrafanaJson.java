package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.RulesYaml.ordered;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.tools.promql.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A dashboard as Grafana stores it. */
final class GrafanaJson {

  private static final Map<String, Object> SOURCE =
      ordered("type", "prometheus", "uid", "${datasource}");
  private static final int HALF = 12;
  private static final int HEIGHT = 8;

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
    List<Object> panels = new ArrayList<>();
    for (Panel panel : dashboard.panels()) {
      panels.add(panel(panel, panels.size()));
    }
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
        ordered("list", List.of()),
        "panels",
        panels);
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

  private static Map<String, Object> panel(Panel panel, int index) {
    Map<String, Object> json =
        ordered(
            "id",
            index + 1,
            "type",
            panel.shape().name().toLowerCase(java.util.Locale.ROOT),
            "title",
            panel.title(),
            "description",
            panel.description(),
            "datasource",
            SOURCE,
            "gridPos",
            ordered("h", HEIGHT, "w", HALF, "x", index % 2 * HALF, "y", index / 2 * HEIGHT),
            "fieldConfig",
            ordered("defaults", defaults(panel), "overrides", List.of()),
            "options",
            options(panel.shape()),
            "targets",
            targets(panel));
    if (!panel.step().isZero()) {
      json.put("interval", panel.step().toSeconds() + "s");
    }
    return json;
  }

  private static Map<String, Object> defaults(Panel panel) {
    Map<String, Object> defaults = ordered("unit", panel.unit());
    if (panel.unit().equals("percentunit")) {
      defaults.put("min", 0);
    }
    return defaults;
  }

  private static Map<String, Object> options(Panel.Shape shape) {
    return switch (shape) {
      case TIMESERIES ->
          ordered(
              "legend",
              ordered("displayMode", "list", "placement", "bottom"),
              "tooltip",
              ordered("mode", "multi", "sort", "desc"));
      case HEATMAP -> ordered("calculate", false, "yAxis", ordered("unit", "s"));
      case BARGAUGE -> ordered("orientation", "horizontal", "displayMode", "basic");
      case STAT, TABLE -> ordered();
    };
  }

  private static List<Object> targets(Panel panel) {
    boolean now = panel.shape() != Panel.Shape.TIMESERIES && panel.shape() != Panel.Shape.HEATMAP;
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
      if (panel.shape() == Panel.Shape.HEATMAP) {
        json.put("format", "heatmap");
      } else if (panel.shape() == Panel.Shape.TABLE) {
        json.put("format", "table");
      }
      targets.add(json);
    }
    return targets;
  }
}
