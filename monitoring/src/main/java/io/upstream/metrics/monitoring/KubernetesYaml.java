package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.RulesYaml.ordered;

import java.util.ArrayList;
import java.util.List;

/** Rules and dashboards as objects of a cluster with the Prometheus Operator and Grafana. */
final class KubernetesYaml {

  private KubernetesYaml() {}

  /** Alerts and recordings as the operator mounts them. */
  static String rules() {
    List<Object> groups = new ArrayList<>(RulesYaml.groups(Thresholds.COMMITTED));
    groups.addAll(RulesYaml.recordingGroups());
    return Yaml.write(
        MonitoringFiles.HEADING
            + """
            Thresholds, windows, durations, severities and links come from ../thresholds.yml.
            The operator selects it by the label release, as it does the monitors beside it.
            """,
        ordered(
            "apiVersion",
            "monitoring.coreos.com/v1",
            "kind",
            "PrometheusRule",
            "metadata",
            ordered("name", "upstream", "labels", ordered("release", "prometheus")),
            "spec",
            ordered("groups", groups)));
  }

  /** Each dashboard in a ConfigMap that Grafana's sidecar finds by its label. */
  static String dashboards() {
    List<Object> maps = new ArrayList<>();
    for (Dashboard dashboard : Dashboards.ALL) {
      maps.add(
          ordered(
              "apiVersion",
              "v1",
              "kind",
              "ConfigMap",
              "metadata",
              ordered(
                  "name",
                  "dashboard-" + dashboard.uid(),
                  "labels",
                  ordered("grafana_dashboard", "1"),
                  "annotations",
                  ordered("grafana_folder", "Upstream")),
              "data",
              ordered(dashboard.file() + ".json", GrafanaJson.write(dashboard))));
    }
    return Yaml.writeAll(
        MonitoringFiles.HEADING
            + "kubectl apply --server-side, for some are too large for an annotation of the last one.",
        maps);
  }
}
