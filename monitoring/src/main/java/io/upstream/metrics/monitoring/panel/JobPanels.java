package io.upstream.metrics.monitoring.panel;

import static io.upstream.metrics.catalog.JobFamilies.COMPLETED;
import static io.upstream.metrics.catalog.JobFamilies.FAILED;
import static io.upstream.metrics.catalog.JobFamilies.QUEUE_LENGTH;
import static io.upstream.metrics.catalog.JobFamilies.RUNNING;
import static io.upstream.metrics.catalog.JobFamilies.WORKERS;
import static io.upstream.metrics.tools.promql.Window.H1;

import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.JobFamilies.FailedLabels;
import io.upstream.metrics.catalog.JobFamilies.JobLabels;
import io.upstream.metrics.catalog.JobFamilies.JobTypeLabels;
import io.upstream.metrics.catalog.JobFamilies.QueueLabels;
import io.upstream.metrics.monitoring.query.CacheQueries;
import io.upstream.metrics.monitoring.query.JobQueries;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Dashboard.Row;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** The panels of background jobs. */
public final class JobPanels {

  private static final Expr OLDEST =
      Expr.time().minus(Series.of(JobFamilies.OLDEST_START).above(0).min("job_type"));

  public static final Dashboard JOBS =
      new Dashboard(
          "upstream-jobs",
          "background-jobs",
          "Upstream Background Jobs",
          "Jobs: how many, how long, what fails, what waits, what hangs.",
          "upstream",
          Services.ALL.selector(),
          List.of(
              Row.of(
                  "Jobs",
                  Panel.of("I19", "Job execution rate by type", "Jobs started each second.", "ops")
                      .line(JobQueries.STARTED_BY_TYPE, "{{job_type}}"),
                  Panel.of(
                          "I20",
                          "Job success rate",
                          "Share of the jobs ended in the last hour that succeeded, by type.",
                          "percentunit")
                      .line(successRatio(), "{{job_type}}")
                      .badBelow(1 - Thresholds.COMMITTED.of("BackgroundJobFailures").ratio()),
                  Panel.of(
                          "I21",
                          "Job duration trends",
                          "95 % of the jobs of a type took no longer than this, over the last hour.",
                          "s")
                      .line(JobQueries.P95_BY_TYPE, "{{job_type}}"),
                  Panel.of(
                          "I22",
                          "Failed job breakdown",
                          "Failed jobs each second, by type and error, over the last hour.",
                          "ops")
                      .line(
                          Series.of(FAILED)
                              .rate(H1)
                              .sum()
                              .by(FailedLabels::jobType, FailedLabels::errorType),
                          "{{job_type}} {{error_type}}"),
                  Panel.of(
                          "U14",
                          "Jobs running",
                          "Jobs running now. One that stays up and never comes down hangs.",
                          "short")
                      .line(Series.of(RUNNING).sum().by(JobTypeLabels::jobType), "{{job_type}}"),
                  Panel.of(
                          "U35",
                          "Age of the oldest running job",
                          "How long the oldest job of a type has been running, on the instance where it"
                              + " is the oldest. The line is the threshold of BackgroundJobHung.",
                          "s")
                      .line(OLDEST, "{{job_type}}")
                      .badAbove(Thresholds.COMMITTED.of("BackgroundJobHung").seconds("age")),
                  Panel.of(
                          "U36",
                          "Time since the last success",
                          "Of jobs that push their numbers when they end, by type. The line is the"
                              + " threshold of BackgroundJobOverdue.",
                          "s")
                      .line(
                          Expr.time()
                              .minus(
                                  Series.foreign(JobQueries.LAST_SUCCESS)
                                      .max()
                                      .keeping("job_type")),
                          "{{job_type}}")
                      .badAbove(Thresholds.COMMITTED.of("BackgroundJobOverdue").seconds("age"))),
              Row.of(
                  "Queues and workers",
                  Panel.of("I23", "Queue depth", "Jobs waiting in each queue.", "short")
                      .line(
                          Series.of(QUEUE_LENGTH).sum().by(QueueLabels::queueName),
                          "{{queue_name}}"),
                  Panel.of("U15", "Workers", "Workers that serve each queue.", "short")
                      .line(
                          Series.of(WORKERS).sum().by(QueueLabels::queueName), "{{queue_name}}"))));

  private JobPanels() {}

  private static Expr successRatio() {
    Expr completed = Series.of(COMPLETED).rate(H1).sum().by(JobLabels::jobType);
    Expr failed = Series.of(FAILED).rate(H1).sum().by(FailedLabels::jobType);
    return completed.over(completed.plus(CacheQueries.orNoughtOf(failed, completed)));
  }
}
