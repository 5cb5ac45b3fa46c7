package io.upstream.metrics.monitoring.alert;

import io.upstream.metrics.monitoring.panel.SystemPanels;
import io.upstream.metrics.monitoring.threshold.Area;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/** Alerts on the monitoring itself. */
final class MonitoringAlerts {

  private MonitoringAlerts() {}

  static List<Alert> with(Thresholds thresholds) {
    return List.of(
        watchdog(thresholds.of("Watchdog")),
        rules(thresholds.of("RuleEvaluationFailing")),
        notSent(thresholds.of("AlertsNotSent")),
        notifications(thresholds.of("NotificationsFailing")));
  }

  private static Alert watchdog(Thresholds.Rule rule) {
    return rule.alert(Area.MONITORING, SystemPanels.SYSTEM)
        .when(Expr.call("vector", Expr.number(1)))
        .says(
            "The way from Prometheus to the people works",
            "It always fires (its value is {{ $value }}) and goes to a receiver outside, which"
                + " calls somebody when it stops coming.");
  }

  private static Alert rules(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.MONITORING, SystemPanels.SYSTEM)
        .when(
            Series.foreign("prometheus_rule_evaluation_failures_total")
                .increase(window)
                .sum()
                .keeping("job", "instance", "rule_group")
                .above(0))
        .says(
            "Rules of {{ $labels.rule_group }} fail",
            ("{{ $value | humanize }} evaluations of {{ $labels.rule_group }} failed on {{"
                    + " $labels.instance }} in %s, more than 0: alerts of the group do not fire.")
                .formatted(window));
  }

  private static Alert notSent(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.MONITORING, SystemPanels.SYSTEM)
        .when(
            Series.foreign("prometheus_notifications_errors_total")
                .increase(window)
                .sum()
                .byInstance()
                .above(0)
                .or(
                    Series.foreign("prometheus_notifications_dropped_total")
                        .increase(window)
                        .sum()
                        .byInstance()
                        .above(0)))
        .says(
            "Prometheus cannot send alerts",
            ("{{ $value | humanize }} alerts of {{ $labels.instance }} did not reach an Alertmanager"
                    + " in %s, more than 0.")
                .formatted(window));
  }

  private static Alert notifications(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.MONITORING, SystemPanels.SYSTEM)
        .when(
            Series.foreign("alertmanager_notifications_failed_total")
                .increase(window)
                .sum()
                .keeping("job", "instance", "integration")
                .above(0))
        .says(
            "Alertmanager cannot notify by {{ $labels.integration }}",
            ("{{ $value | humanize }} notifications by {{ $labels.integration }} failed on {{"
                    + " $labels.instance }} in %s, more than 0: this way reaches nobody. The other"
                    + " receivers still do.")
                .formatted(window));
  }
}
