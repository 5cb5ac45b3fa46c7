package io.upstream.metrics.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules as Prometheus reads them. */
final class RulesYaml {

  private RulesYaml() {}

  static String alerts() {
    return alerts(Thresholds.COMMITTED);
  }

  /** Returns the file with an operator's thresholds. */
  static String alerts(Thresholds thresholds) {
    return Yaml.write(
        MonitoringFiles.HEADING
            + """
            Thresholds, windows, durations, severities and links come from ../thresholds.yml.
            Every alert has its cases in tests/alerts_test.yml and a section in docs/runbook.md.
            """,
        Map.of("groups", groups(thresholds)));
  }

  /** Returns the groups of alerts, with the recordings that they read. */
  static List<Object> groups(Thresholds thresholds) {
    List<Object> groups = new ArrayList<>();
    for (Alerts.Group group : Alerts.groups(thresholds)) {
      List<Map<String, Object>> rules = new ArrayList<>(rules(group.recordings()));
      group.alerts().forEach(alert -> rules.add(alert(alert, thresholds)));
      groups.add(group(group.name(), "30s", rules));
    }
    return groups;
  }

  static String recordings() {
    return Yaml.write(
        MonitoringFiles.HEADING
            + "Rates without instances and customers, for questions over weeks and months.",
        Map.of("groups", recordingGroups()));
  }

  /** Returns the groups of recordings. */
  static List<Object> recordingGroups() {
    return List.of(
        group("upstream_totals", "1m", rules(Recordings.TOTALS)),
        group("upstream_customers", "1m", rules(Recordings.CUSTOMERS)));
  }

  private static List<Map<String, Object>> rules(List<Recording> recordings) {
    return recordings.stream()
        .map(recording -> ordered("record", recording.name(), "expr", recording.text()))
        .toList();
  }

  private static Map<String, Object> group(
      String name, String interval, List<Map<String, Object>> rules) {
    return ordered("name", name, "interval", interval, "rules", rules);
  }

  private static Map<String, Object> alert(Alert alert, Thresholds thresholds) {
    return ordered(
        "alert",
        alert.name(),
        "expr",
        alert.text(),
        "for",
        alert.lasting(),
        "labels",
        ordered("severity", alert.severity(), "area", alert.area().label()),
        "annotations",
        ordered(
            "summary",
            alert.summary(),
            "description",
            alert.description(),
            "dashboard",
            alert.dashboardUrl(thresholds),
            "runbook_url",
            alert.runbookUrl(thresholds)));
  }

  /** A map of pairs that keeps their order. */
  static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
