package io.upstream.metrics.tools;

import static io.upstream.metrics.tools.Documents.map;

import io.upstream.metrics.tools.promql.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The variables at the top of a dashboard. */
final class DashboardVariables {

  private DashboardVariables() {}

  /**
   * Returns the variables of a dashboard: always data source, job and instance; customer and
   * product if a panel has them.
   */
  static List<Object> of(Dashboard dashboard) {
    String everything = text(dashboard);
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
    // "All" means the listed services only, without exporters and Prometheus itself.
    variables.add(query("job", "Job", "", "label_values(%s, job)".formatted(dashboard.services())));
    variables.add(query("instance", "Instance", ".+", "label_values(up{job=~\"$job\"}, instance)"));
    for (String[] more :
        new String[][] {
          {"customer", "Customer", "customer_id"}, {"product", "Product", "product"}
        }) {
      if (everything.contains("$" + more[0] + "\"")) {
        variables.add(
            query(
                more[0],
                more[1],
                ".*",
                "label_values({job=~\"$job\", %1$s!=\"\"}, %1$s)".formatted(more[2])));
      }
    }
    return variables;
  }

  private static String text(Dashboard dashboard) {
    StringBuilder text = new StringBuilder();
    dashboard
        .panels()
        .forEach(panel -> panel.targets().forEach(t -> text.append(t.expr().in(Place.PANEL))));
    return text.toString();
  }

  private static Map<String, Object> query(String name, String label, String all, String query) {
    Map<String, Object> variable =
        map(
            "name",
            name,
            "label",
            label,
            "type",
            "query",
            "datasource",
            map("type", "prometheus", "uid", "${datasource}"),
            "query",
            map("query", query, "refId", "variable-" + name),
            "refresh",
            2,
            "sort",
            1,
            "multi",
            true,
            "includeAll",
            true,
            "current",
            map("text", "All", "value", "$__all"));
    if (!all.isEmpty()) {
      variable.put("allValue", all);
    }
    return variable;
  }
}
