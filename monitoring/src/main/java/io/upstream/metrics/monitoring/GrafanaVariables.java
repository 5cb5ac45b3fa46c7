package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.RulesYaml.ordered;

import io.upstream.metrics.tools.promql.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be chosen at the top of a dashboard. */
final class GrafanaVariables {

  private GrafanaVariables() {}

  /** Data source, job and instance everywhere; customer and product where a panel has them. */
  static List<Object> of(Dashboard dashboard) {
    String everything = text(dashboard);
    List<Object> variables = new ArrayList<>();
    variables.add(
        ordered(
            "name",
            "datasource",
            "label",
            "Data source",
            "type",
            "datasource",
            "query",
            "prometheus"));
    // All is what is listed: an exporter or Prometheus itself is none of the services.
    variables.add(
        query(
            "job", "Job", "", "label_values(%s, job)".formatted(dashboard.services().selector())));
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
                "label_values({__name__=~\"upstream_.+\", job=~\"$job\"}, %s)".formatted(more[2])));
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
        ordered(
            "name",
            name,
            "label",
            label,
            "type",
            "query",
            "datasource",
            ordered("type", "prometheus", "uid", "${datasource}"),
            "query",
            ordered("query", query, "refId", "variable-" + name),
            "refresh",
            2,
            "sort",
            1,
            "multi",
            true,
            "includeAll",
            true,
            "current",
            ordered("text", "All", "value", "$__all"));
    if (!all.isEmpty()) {
      variable.put("allValue", all);
    }
    return variable;
  }
}
