package io.upstream.metrics.monitoring.alert;

import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.AlertFamilies.DeliveredLabels;
import io.upstream.metrics.catalog.AlertFamilies.FailedLabels;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.JobFamilies.QueueLabels;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.QualityFamilies.IngestedLabels;
import io.upstream.metrics.catalog.QualityFamilies.ScoreLabels;
import io.upstream.metrics.catalog.ReportFamilies;
import io.upstream.metrics.label.IngestionStatus;
import io.upstream.metrics.monitoring.panel.BusinessPanels;
import io.upstream.metrics.monitoring.panel.JobPanels;
import io.upstream.metrics.monitoring.query.CacheQueries;
import io.upstream.metrics.monitoring.query.JobQueries;
import io.upstream.metrics.monitoring.threshold.Area;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/** Alerts on what the products do: notifications, data, reports, background jobs and queues. */
final class WorkAlerts {

  private WorkAlerts() {}

  static List<Alert> with(Thresholds thresholds) {
    return List.of(
        deliveries(thresholds.of("AlertDeliveryFailures")),
        quality(thresholds.of("DataQualityDegraded")),
        ingestionFails(thresholds.of("IngestionFailing")),
        ingestionStopped(thresholds.of("IngestionStopped")),
        reports(thresholds.of("ReportsFailing")),
        jobs(thresholds.of("BackgroundJobFailures")),
        hung(thresholds.of("BackgroundJobHung")),
        overdue(thresholds.of("BackgroundJobOverdue")),
        withoutWorkers(thresholds.of("QueueWithoutWorkers")),
        growing(thresholds.of("QueueGrowing")));
  }

  private static Alert deliveries(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Expr failed =
        Series.of(AlertFamilies.FAILED).rate(window).sum().byJob().by(FailedLabels::channelType);
    Expr delivered =
        Series.of(AlertFamilies.DELIVERED)
            .rate(window)
            .sum()
            .byJob()
            .by(DeliveredLabels::channelType);
    Expr all = Series.of(AlertFamilies.FAILED).rate(M5).sum().byJob();
    return rule.alert(Area.DELIVERY, BusinessPanels.BUSINESS)
        .numbered("P50")
        .when(
            all.above(rule.number("perSecond"))
                .labelled("channel_type", "any")
                .or(failing(rule, window, failed, delivered)))
        .says(
            "Notifications of {{ $labels.job }} do not arrive ({{ $labels.channel_type }})",
            ("{{ $value | printf \"%%.4f\" }} notifications of {{ $labels.job }} by {{"
                    + " $labels.channel_type }} fail each second: above %s by any channel, or above"
                    + " %s of those of one channel over %s and at least %s."
                    + " upstream_alert_failed_total has the channel and the error.")
                .formatted(
                    rule.shown("perSecond"), rule.percent(), window, rule.shown("failures")));
  }

  /** Returns the failures per second, where their share and their number are high. */
  private static Expr failing(Thresholds.Rule rule, Window window, Expr failed, Expr succeeded) {
    Expr attempts = failed.plus(CacheQueries.orNoughtOf(succeeded, failed));
    return failed
        .and(failed.over(attempts).above(rule.ratio()))
        .and(failed.times(ApiAlerts.seconds(window)).atLeast(rule.number("failures")));
  }

  private static Alert quality(Thresholds.Rule rule) {
    return rule.alert(Area.DATA, BusinessPanels.BUSINESS)
        .numbered("P51")
        .when(
            Series.of(QualityFamilies.SCORE)
                .without(ScoreLabels::customerId, "_OTHER")
                .min()
                .byJob()
                .by(ScoreLabels::customerId, ScoreLabels::metricType)
                .below(rule.number("score")))
        .says(
            "Data of customer {{ $labels.customer_id }} is poor",
            ("The {{ $labels.metric_type }} of customer {{ $labels.customer_id }} in {{ $labels.job"
                    + " }} is {{ $value | humanizePercentage }}, below %s%%. It is the lowest score"
                    + " that an instance keeps; one that has not been computed since then stays.")
                .formatted(Thresholds.decimal(rule.number("score") * 100)));
  }

  private static Alert ingestionFails(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Series<IngestedLabels> ingested = Series.of(QualityFamilies.INGESTED);
    Expr failed =
        ingested.where(IngestedLabels::status, IngestionStatus.FAILED).rate(window).sum().byJob();
    Expr all = ingested.rate(window).sum().byJob();
    return rule.alert(Area.DATA, BusinessPanels.BUSINESS)
        .when(
            failed
                .over(all)
                .above(rule.ratio())
                .and(all.times(ApiAlerts.seconds(window)).atLeast(rule.number("records"))))
        .says(
            "{{ $value | humanizePercentage }} of the claim records of {{ $labels.job }} fail",
            ("{{ $value | humanizePercentage }} of the claim records that {{ $labels.job }} took in"
                    + " over %s failed, above %s. upstream_claim_records_ingested_total has the"
                    + " customer.")
                .formatted(window, rule.percent()));
  }

  private static Alert ingestionStopped(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Series<IngestedLabels> ingested = Series.of(QualityFamilies.INGESTED);
    Window before = rule.window("before");
    Expr steady =
        ingested
            .rate(M5)
            .sum()
            .byJob()
            .isAbove(0)
            .overTime("sum_over_time", before, M5)
            .overTime("max_over_time", rule.window("within"), M5)
            .atLeast(Math.floor(rule.seconds("before") / ApiAlerts.seconds(M5)));
    Expr yesterday = ingested.increase(window, rule.window("ago")).sum().byJob().above(0);
    return rule.alert(Area.DATA, BusinessPanels.BUSINESS)
        .when(ingested.increase(window).sum().byJob().is(0).and(steady.or(yesterday)))
        .says(
            "{{ $labels.job }} takes in no claim records",
            ("{{ $labels.job }} took in {{ $value }} claim records in %s, though it took some in"
                    + " all the time of %s within %s, or in the same %s of a day earlier (%s ago)."
                    + " Look at what delivers the files, then at the log of the ingestion.")
                .formatted(window, before, rule.window("within"), window, rule.window("ago")));
  }

  private static Alert reports(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Expr failed =
        Series.of(ReportFamilies.FAILED)
            .rate(window)
            .sum()
            .byJob()
            .by(ReportFamilies.FailedLabels::reportType);
    Expr generated =
        Series.of(ReportFamilies.GENERATED)
            .rate(window)
            .sum()
            .byJob()
            .by(ReportFamilies.ReportLabels::reportType);
    return rule.alert(Area.DATA, BusinessPanels.BUSINESS)
        .when(failing(rule, window, failed, generated))
        .says(
            "Reports {{ $labels.report_type }} of {{ $labels.job }} fail",
            ("{{ $value | printf \"%%.4f\" }} reports {{ $labels.report_type }} of {{ $labels.job }}"
                    + " fail each second: above %s of them over %s, and at least %s."
                    + " upstream_report_generation_failed_total has the error.")
                .formatted(rule.percent(), window, rule.shown("failures")));
  }

  private static Alert jobs(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Expr failed =
        Series.of(JobFamilies.FAILED)
            .rate(window)
            .sum()
            .byJob()
            .by(JobFamilies.FailedLabels::jobType);
    Expr completed =
        Series.of(JobFamilies.COMPLETED)
            .rate(window)
            .sum()
            .byJob()
            .by(JobFamilies.JobLabels::jobType);
    Expr all = Series.of(JobFamilies.FAILED).rate(M5).sum().byJob();
    return rule.alert(Area.JOBS, JobPanels.JOBS)
        .numbered("P52")
        .when(
            all.above(rule.number("perSecond"))
                .labelled("job_type", "any")
                .or(failing(rule, window, failed, completed)))
        .says(
            "Background jobs of {{ $labels.job }} fail ({{ $labels.job_type }})",
            ("{{ $value | printf \"%%.4f\" }} jobs of {{ $labels.job }} of the type {{"
                    + " $labels.job_type }} fail each second: above %s of any type, or above %s of"
                    + " one type over %s and at least %s. The panel Failed job breakdown has type"
                    + " and error.")
                .formatted(
                    rule.shown("perSecond"), rule.percent(), window, rule.shown("failures")));
  }

  private static Alert hung(Thresholds.Rule rule) {
    Window age = rule.window("age");
    return rule.alert(Area.JOBS, JobPanels.JOBS)
        .when(
            Expr.time()
                .minus(
                    Series.of(JobFamilies.OLDEST_START).above(0).min("job", "instance", "job_type"))
                .above(rule.seconds("age")))
        .says(
            "A {{ $labels.job_type }} job does not end",
            ("A {{ $labels.job_type }} job on {{ $labels.instance }} of {{ $labels.job }} has been"
                    + " running for {{ $value | humanizeDuration }}, above %s. Others of its type"
                    + " may be well; duration percentiles never show it, for it has not ended.")
                .formatted(age));
  }

  private static Alert overdue(Thresholds.Rule rule) {
    Window age = rule.window("age");
    return rule.alert(Area.JOBS, JobPanels.JOBS)
        .when(
            Expr.time()
                .minus(Series.foreign(JobQueries.LAST_SUCCESS).max().keeping("job", "job_type"))
                .above(rule.seconds("age")))
        .says(
            "No {{ $labels.job_type }} job has succeeded for {{ $value | humanizeDuration }}",
            ("The last {{ $labels.job_type }} job of {{ $labels.job }} that pushed its numbers and"
                    + " succeeded ended {{ $value | humanizeDuration }} ago, above %s: it was not"
                    + " started, or it fails.")
                .formatted(age));
  }

  private static Expr waiting() {
    return Series.of(JobFamilies.QUEUE_LENGTH).sum().byJob().by(QueueLabels::queueName);
  }

  private static Alert withoutWorkers(Thresholds.Rule rule) {
    return rule.alert(Area.JOBS, JobPanels.JOBS)
        .when(
            waiting()
                .above(0)
                .and(Series.of(JobFamilies.WORKERS).sum().byJob().by(QueueLabels::queueName).is(0)))
        .says(
            "Nothing serves the queue {{ $labels.queue_name }}",
            "{{ $value }} jobs wait in the queue {{ $labels.queue_name }} of {{ $labels.job }} and it"
                + " has 0 workers. They are not lost, but none is done until a worker starts.");
  }

  private static Alert growing(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.JOBS, JobPanels.JOBS)
        .when(
            waiting()
                .above(rule.number("jobs"))
                .and(
                    waiting()
                        .above(
                            Series.of(JobFamilies.QUEUE_LENGTH)
                                .before(window)
                                .sum()
                                .byJob()
                                .by(QueueLabels::queueName)
                                .times(1.5))))
        .says(
            "The queue {{ $labels.queue_name }} grows",
            ("{{ $value }} jobs wait in the queue {{ $labels.queue_name }} of {{ $labels.job }},"
                    + " above %s and half as many again as %s ago. Jobs come in faster than the"
                    + " workers do them, or a worker hangs.")
                .formatted(rule.shown("jobs"), window));
  }
}
