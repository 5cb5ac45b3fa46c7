package io.upstream.metrics.monitoring.alert.scenario;

import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.RESET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.series;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.tried;

import io.upstream.metrics.tools.AlertCase;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the alerts on the monitoring itself. */
final class MonitoringAlertCases {

  private MonitoringAlertCases() {}

  static List<AlertCase> all() {
    return Stream.of(
            List.of(tried("Watchdog", FIRES, "1m").fires("1")),
            counted(
                "RuleEvaluationFailing",
                series(
                    "prometheus_rule_evaluation_failures_total",
                    "prometheus",
                    "rule_group=\"alerts.yml;upstream_api\""),
                "rule_group",
                "alerts.yml;upstream_api",
                "prometheus"),
            counted(
                "AlertsNotSent",
                series(
                    "prometheus_notifications_errors_total",
                    "prometheus",
                    "alertmanager=\"http://a\""),
                "",
                "",
                "prometheus"),
            counted(
                "NotificationsFailing",
                series(
                    "alertmanager_notifications_failed_total",
                    "alertmanager",
                    "integration=\"slack\""),
                "integration",
                "slack",
                "alertmanager"))
        .flatMap(List::stream)
        .toList();
  }

  private static List<AlertCase> counted(
      String alert, String counter, String label, String value, String job) {
    String[] where =
        label.isEmpty()
            ? new String[] {"job", job, "instance", "a:8000"}
            : new String[] {"job", job, "instance", "a:8000", label, value};
    return List.of(
        tried(alert, FIRES, "20m").with(counter, "0+1x60").fires("10", where),
        tried(alert, QUIET, "20m").with(counter, "7x60"),
        tried(alert, FIRST, "20m").with(counter, "0x17 1x60"),
        tried(alert, RESET, "20m").with(counter, "900x15 0x60"));
  }
}
