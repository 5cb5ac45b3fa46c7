package io.upstream.metrics.tools;

import static io.upstream.metrics.tools.Documents.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rules that Prometheus evaluates together, recordings before the alerts that read them.
 *
 * @param name the name of the group
 * @param interval the interval of its evaluation, such as {@code 30s}
 * @param recordings the recording rules
 * @param alerts the alerts
 */
public record RuleGroup(
    String name, String interval, List<Recording> recordings, List<Alert> alerts) {

  /** Copies the lists. */
  public RuleGroup {
    recordings = List.copyOf(recordings);
    alerts = List.copyOf(alerts);
  }

  /**
   * Returns a rules file of Prometheus.
   *
   * @param heading the comment at its beginning
   */
  public static String file(String heading, List<RuleGroup> groups) {
    return Documents.yaml(heading, groups(groups));
  }

  /**
   * Returns a {@code PrometheusRule} of the operator for Kubernetes.
   *
   * @param heading the comment at its beginning
   * @param name the name of the object
   * @param labels the labels by which the operator selects it
   */
  public static String prometheusRule(
      String heading, String name, Map<String, String> labels, List<RuleGroup> groups) {
    Map<String, Object> metadata = map("name", name);
    if (!labels.isEmpty()) {
      metadata.put("labels", labels);
    }
    return Documents.yaml(
        heading,
        map(
            "apiVersion",
            "monitoring.coreos.com/v1",
            "kind",
            "PrometheusRule",
            "metadata",
            metadata,
            "spec",
            groups(groups)));
  }

  private static Map<String, Object> groups(List<RuleGroup> groups) {
    return map("groups", groups.stream().map(RuleGroup::group).toList());
  }

  private Map<String, Object> group() {
    List<Object> rules = new ArrayList<>();
    recordings.forEach(each -> rules.add(map("record", each.name(), "expr", each.text())));
    alerts.forEach(each -> rules.add(alert(each)));
    return map("name", name, "interval", interval, "rules", rules);
  }

  private static Map<String, Object> alert(Alert alert) {
    return map(
        "alert",
        alert.name(),
        "expr",
        alert.text(),
        "for",
        alert.lasting(),
        "labels",
        alert.allLabels(),
        "annotations",
        alert.allAnnotations());
  }
}
