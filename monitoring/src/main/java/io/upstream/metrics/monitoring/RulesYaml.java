package io.upstream.metrics.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules as Prometheus reads them. */
final class RulesYaml {

  private RulesYaml() {}

  static String alerts() {
    List<Object> groups = new ArrayList<>();
    for (Alerts.Group group : Alerts.GROUPS) {
      List<Map<String, Object>> rules = new ArrayList<>(rules(group.recordings()));
      group.alerts().forEach(alert -> rules.add(alert(alert)));
      groups.add(group(group.name(), "30s", rules));
    }
    return Yaml.write(
        MonitoringFiles.HEADING + "Every alert has its cases in tests/alerts_test.yml.",
        Map.of("groups", groups));
  }

  static String recordings() {
    return Yaml.write(
        MonitoringFiles.HEADING
            + "Rates without instances and customers, for questions over weeks and months.",
        Map.of(
            "groups",
            List.of(
                group("upstream_totals", "1m", rules(Recordings.TOTALS)),
                group("upstream_customers", "1m", rules(Recordings.CUSTOMERS)))));
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

  private static Map<String, Object> alert(Alert alert) {
    return ordered(
        "alert",
        alert.name(),
        "expr",
        alert.text(),
        "for",
        alert.lasting(),
        "labels",
        ordered("severity", alert.severity()),
        "annotations",
        annotations(alert));
  }

  private static Map<String, Object> annotations(Alert alert) {
    return ordered(
        "summary",
        alert.summary(),
        "description",
        alert.description(),
        "dashboard",
        "/d/" + alert.dashboard().uid());
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
