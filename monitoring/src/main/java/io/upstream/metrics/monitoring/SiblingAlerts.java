package io.upstream.metrics.monitoring;

import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.tools.promql.Aggregate;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.vocabularies.FikoEventFamilies;
import io.upstream.metrics.vocabularies.FikoFamilies;
import io.upstream.metrics.vocabularies.FikoFamilies.TaskStateLabels;
import io.upstream.metrics.vocabularies.TaskState;
import java.util.List;

/** The alerts of Fiko; silent where there is no job fiko. */
final class SiblingAlerts {

  private static final String JOB = "job";
  private static final String FIKO = "fiko";

  static final List<Alert> ALL =
      List.of(
          new Alert(
              "I33",
              "DjangoHighErrorRate",
              HttpQueries.statuses("5..")
                  .is(JOB, FIKO)
                  .rate(M5)
                  .sum()
                  .byJob()
                  .over(
                      Series.of(HttpFamilies.RESPONSES_BY_STATUS)
                          .is(JOB, FIKO)
                          .rate(M5)
                          .sum()
                          .byJob())
                  .above(0.05),
              "5m",
              "critical",
              FikoPanels.FIKO,
              "{{ $value | humanizePercentage }} of the requests to {{ $labels.job }} fail",
              "5xx among all responses of {{ $labels.job }} over 5 minutes is {{ $value |"
                  + " humanizePercentage }}, above 5%."),
          new Alert(
              "I37",
              "DjangoHighResponseTime",
              Quantile.of(0.95, FikoEventFamilies.REQUEST_DURATION, M5).byJob().above(2),
              "10m",
              "warning",
              FikoPanels.FIKO,
              "Requests to {{ $labels.job }} are slow",
              "The 95th percentile of the latency of {{ $labels.job }} is {{ $value |"
                  + " humanizeDuration }}, above 2s."),
          new Alert(
              "I36",
              "CeleryWorkerDown",
              Series.of(FikoFamilies.WORKERS)
                  .is(0)
                  .or(
                      Expr.call("absent", Series.of(FikoFamilies.WORKERS))
                          .andAny(Series.foreign("up").is(JOB, FIKO))),
              "5m",
              "critical",
              FikoPanels.FIKO,
              "No worker serves Fiko's tasks",
              "Fiko is scraped, but it has no worker or does not say how many (the expression is {{"
                  + " $value }})."),
          new Alert(
              "I40",
              "CeleryHighTaskFailureRate",
              tasks(TaskState.FAILURE).over(tasks(TaskState.SUCCESS, TaskState.FAILURE)).above(0.1),
              "10m",
              "warning",
              FikoPanels.FIKO,
              "{{ $value | humanizePercentage }} of the tasks of {{ $labels.job }} fail",
              "Failures among the ended tasks of {{ $labels.job }} over 5 minutes is {{ $value |"
                  + " humanizePercentage }}, above 10%."));

  private SiblingAlerts() {}

  private static Aggregate<TaskStateLabels> tasks(TaskState... states) {
    return Series.of(FikoFamilies.TASKS)
        .where(TaskStateLabels::state, states)
        .rate(M5)
        .sum()
        .byJob();
  }
}
