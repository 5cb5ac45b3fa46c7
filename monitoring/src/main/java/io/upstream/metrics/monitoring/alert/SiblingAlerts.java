package io.upstream.metrics.monitoring.alert;

import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.monitoring.panel.FikoPanels;
import io.upstream.metrics.monitoring.query.HttpQueries;
import io.upstream.metrics.monitoring.threshold.Area;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.promql.Aggregate;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies;
import io.upstream.metrics.vocabularies.fiko.FikoFamilies.TaskStateLabels;
import io.upstream.metrics.vocabularies.fiko.TaskState;
import java.util.List;

/** The alerts of Fiko; silent where there is no job fiko. */
final class SiblingAlerts {

  private static final String JOB = "job";
  private static final String FIKO = "fiko";

  private SiblingAlerts() {}

  static List<Alert> with(Thresholds thresholds) {
    return List.of(
        errors(thresholds.of("DjangoHighErrorRate")),
        latency(thresholds.of("DjangoHighResponseTime")),
        workers(thresholds.of("CeleryWorkerDown")),
        tasks(thresholds.of("CeleryHighTaskFailureRate")));
  }

  private static Alert errors(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Expr failed = HttpQueries.statuses("5..").is(JOB, FIKO).rate(window).sum().byJob();
    Expr all = Series.of(HttpFamilies.RESPONSES_BY_STATUS).is(JOB, FIKO).rate(window).sum().byJob();
    return rule.alert(Area.ERRORS, FikoPanels.FIKO)
        .numbered("I33")
        .when(
            failed
                .over(all)
                .above(rule.ratio())
                .and(all.times(ApiAlerts.seconds(window)).atLeast(rule.number("requests")))
                .and(failed.times(ApiAlerts.seconds(window)).atLeast(rule.number("failures"))))
        .says(
            "{{ $value | humanizePercentage }} of the requests to {{ $labels.job }} fail",
            ("5xx among all responses of {{ $labels.job }} over %s is {{ $value |"
                    + " humanizePercentage }}, above %s.")
                .formatted(window, rule.percent()));
  }

  private static Alert latency(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.LATENCY, FikoPanels.FIKO)
        .numbered("I37")
        .when(
            Quantile.of(0.95, FikoEventFamilies.REQUEST_DURATION, window)
                .byJob()
                .above(rule.number("seconds"))
                .and(
                    Series.countOf(FikoEventFamilies.REQUEST_DURATION)
                        .rate(window)
                        .sum()
                        .byJob()
                        .times(ApiAlerts.seconds(window))
                        .atLeast(rule.number("requests"))))
        .says(
            "Requests to {{ $labels.job }} are slow",
            ("The 95th percentile of the latency of {{ $labels.job }} is {{ $value |"
                    + " humanizeDuration }}, above %ss.")
                .formatted(rule.shown("seconds")));
  }

  private static Alert workers(Thresholds.Rule rule) {
    return rule.alert(Area.JOBS, FikoPanels.FIKO)
        .numbered("I36")
        .when(
            Series.of(FikoFamilies.WORKERS)
                .is(0)
                .or(
                    Expr.call("absent", Series.of(FikoFamilies.WORKERS))
                        .andAny(Series.foreign("up").is(JOB, FIKO))))
        .says(
            "No worker serves Fiko's tasks",
            "Fiko is scraped, but it has no worker or does not say how many (the expression is {{"
                + " $value }}).");
  }

  private static Alert tasks(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Expr failed = tasks(window, TaskState.FAILURE);
    return rule.alert(Area.JOBS, FikoPanels.FIKO)
        .numbered("I40")
        .when(
            failed
                .over(tasks(window, TaskState.SUCCESS, TaskState.FAILURE))
                .above(rule.ratio())
                .and(failed.times(ApiAlerts.seconds(window)).atLeast(rule.number("failures"))))
        .says(
            "{{ $value | humanizePercentage }} of the tasks of {{ $labels.job }} fail",
            ("Failures among the ended tasks of {{ $labels.job }} over %s is {{ $value |"
                    + " humanizePercentage }}, above %s.")
                .formatted(window, rule.percent()));
  }

  private static Aggregate<TaskStateLabels> tasks(Window window, TaskState... states) {
    return Series.of(FikoFamilies.TASKS)
        .where(TaskStateLabels::state, states)
        .rate(window)
        .sum()
        .byJob();
  }
}
