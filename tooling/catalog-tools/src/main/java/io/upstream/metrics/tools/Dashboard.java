package io.upstream.metrics.tools;

import static io.upstream.metrics.tools.Documents.map;

import java.util.List;

/**
 * A dashboard of Grafana, with variables for data source, job, instance and, where a panel has such
 * a label, customer and product.
 *
 * @param uid its address in Grafana, for good
 * @param file the file's name without its ending
 * @param title its title
 * @param description its purpose
 * @param tag the tag that dashboards that link to each other share
 * @param services the selector that finds the jobs to choose from: a family that each of them has
 * @param rows its rows
 */
public record Dashboard(
    String uid,
    String file,
    String title,
    String description,
    String tag,
    String services,
    List<Row> rows) {

  /** Copies the list. */
  public Dashboard {
    rows = List.copyOf(rows);
  }

  /**
   * Panels below one heading.
   *
   * @param title the heading
   * @param panels the panels below it
   */
  public record Row(String title, List<Panel> panels) {

    /** Copies the list. */
    public Row {
      panels = List.copyOf(panels);
    }

    /** Returns a row of some panels. */
    public static Row of(String title, Panel... panels) {
      return new Row(title, List.of(panels));
    }
  }

  /** Returns all panels, from top to bottom. */
  public List<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream()).toList();
  }

  /** Returns the dashboard as Grafana stores it. */
  public String json() {
    return DashboardJson.write(this);
  }

  /**
   * Returns a {@code ConfigMap} for each dashboard, which Grafana's sidecar finds by its label.
   *
   * @param heading the comment at its beginning
   */
  public static String configMaps(String heading, List<Dashboard> dashboards) {
    return Documents.yaml(heading, dashboards.stream().map(Dashboard::configMap).toArray());
  }

  private Object configMap() {
    return map(
        "apiVersion",
        "v1",
        "kind",
        "ConfigMap",
        "metadata",
        map(
            "name",
            "dashboard-" + uid,
            "labels",
            map("grafana_dashboard", "1"),
            "annotations",
            map("grafana_folder", folder())),
        "data",
        map(file + ".json", json()));
  }

  /** Returns the tag as people read it. */
  String folder() {
    return Character.toUpperCase(tag.charAt(0)) + tag.substring(1);
  }
}
