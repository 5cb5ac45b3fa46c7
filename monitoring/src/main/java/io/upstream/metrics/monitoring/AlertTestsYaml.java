package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.RulesYaml.ordered;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cases of all alerts as promtool runs them. */
final class AlertTestsYaml {

  private AlertTestsYaml() {}

  static String write() {
    List<Object> tests = new ArrayList<>();
    for (AlertCase each : AlertCases.ALL) {
      tests.add(test(each));
    }
    return Yaml.write(
        MonitoringFiles.HEADING
            + "They hold for ../thresholds.yml. Run them: promtool test rules alerts_test.yml",
        ordered(
            "rule_files", List.of("../alerts.yml"), "evaluation_interval", "1m", "tests", tests));
  }

  private static Map<String, Object> test(AlertCase each) {
    List<Object> input = new ArrayList<>();
    each.input()
        .forEach((series, values) -> input.add(ordered("series", series, "values", values)));
    return ordered(
        "name",
        each.alert().name() + ": " + each.situation(),
        "interval",
        "1m",
        "input_series",
        input,
        "alert_rule_test",
        List.of(
            ordered(
                "eval_time",
                each.at(),
                "alertname",
                each.alert().name(),
                "exp_alerts",
                firings(each))));
  }

  // A list of its own each time: one that stands twice would be written as a reference.
  private static List<Object> firings(AlertCase each) {
    List<Object> firings = new ArrayList<>();
    each.expected().forEach(firing -> firings.add(firing(each.alert(), firing)));
    return firings;
  }

  private static Map<String, Object> firing(Alert alert, AlertCase.Firing firing) {
    Map<String, Object> labels = new LinkedHashMap<>(firing.labels());
    labels.put("severity", alert.severity());
    labels.put("area", alert.area().label());
    return ordered(
        "exp_labels",
        labels,
        "exp_annotations",
        ordered(
            "summary",
            firing.text(alert.summary()),
            "description",
            firing.text(alert.description()),
            "dashboard",
            firing.text(alert.dashboardUrl(Thresholds.COMMITTED)),
            "runbook_url",
            alert.runbookUrl(Thresholds.COMMITTED)));
  }
}
