package io.upstream.metrics.monitoring;

import static io.upstream.metrics.tools.promql.Window.M10;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.AlertFamilies;
import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.catalog.DbFamilies.SourceLabels;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.ProcessFamilies;
import io.upstream.metrics.catalog.QualityFamilies;
import io.upstream.metrics.catalog.QualityFamilies.ScoreLabels;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** The alerts that the platform has always had. */
final class ApiAlerts {

  static final List<Alert> ALL =
      List.of(
          new Alert(
              "P47 P54",
              "HighErrorRate",
              HttpQueries.errors("5..")
                  .rate(M5)
                  .sum()
                  .byJob()
                  .over(Series.of(HttpFamilies.RESPONSES_BY_VIEW).rate(M5).sum().byJob())
                  .above(0.05),
              "5m",
              "critical",
              HttpPanels.API,
              "{{ $value | humanizePercentage }} of the requests to {{ $labels.job }} fail",
              "5xx among all responses of {{ $labels.job }} over 5 minutes is {{ $value |"
                  + " humanizePercentage }}, above 5%. The panel Top endpoints by errors shows which"
                  + " views."),
          new Alert(
              "P48",
              "HighLatency",
              Quantile.of(0.95, HttpFamilies.LATENCY, M5).byJob().above(2),
              "10m",
              "warning",
              HttpPanels.API,
              "Requests to {{ $labels.job }} are slow",
              "The 95th percentile of the latency of {{ $labels.job }} is {{ $value |"
                  + " humanizeDuration }}, above 2s. The panel Top endpoints by latency shows which"
                  + " views."),
          new Alert(
              "P49",
              "SlowDatabaseQueries",
              Quantile.of(0.95, DbFamilies.QUERY_DURATION, M10)
                  .byJob()
                  .by(SourceLabels::vendor)
                  .above(0.5),
              "10m",
              "warning",
              DbPanels.DATABASE,
              "Statements on {{ $labels.vendor }} are slow",
              "The 95th percentile of {{ $labels.job }}'s statements on {{ $labels.vendor }} is {{"
                  + " $value | humanizeDuration }}, above 500ms. The database's own log of slow"
                  + " statements has their text."),
          new Alert(
              "P50",
              "AlertDeliveryFailures",
              Series.of(AlertFamilies.FAILED).rate(M5).sum().byJob().above(0.1),
              "10m",
              "critical",
              BusinessPanels.BUSINESS,
              "Notifications of {{ $labels.job }} do not arrive",
              "{{ $value | printf \"%.2f\" }} notifications of {{ $labels.job }} fail each second, above"
                  + " 0.1. upstream_alert_failed_total has the channel and the error."),
          new Alert(
              "P51",
              "DataQualityDegraded",
              Series.of(QualityFamilies.SCORE)
                  .min()
                  .by(ScoreLabels::customerId, ScoreLabels::metricType)
                  .below(0.8),
              "30m",
              "warning",
              BusinessPanels.BUSINESS,
              "Data of customer {{ $labels.customer_id }} is poor",
              "The {{ $labels.metric_type }} of customer {{ $labels.customer_id }} is {{ $value |"
                  + " humanizePercentage }}, below 80%. It is the lowest score that an instance"
                  + " keeps; one that has not been computed since then stays."),
          new Alert(
              "P52",
              "BackgroundJobFailures",
              Series.of(JobFamilies.FAILED).rate(M5).sum().byJob().above(0.05),
              "10m",
              "warning",
              JobPanels.JOBS,
              "Background jobs of {{ $labels.job }} fail",
              "{{ $value | printf \"%.2f\" }} jobs of {{ $labels.job }} fail each second, above 0.05. The"
                  + " panel Failed job breakdown has type and error."),
          new Alert(
              "P53",
              "HighMemoryUsage",
              Series.of(ProcessFamilies.RESIDENT_MEMORY)
                  .above(Expr.number(2).times(Expr.number(1024).power(3))),
              "5m",
              "warning",
              SystemPanels.SYSTEM,
              "{{ $labels.instance }} uses much memory",
              "{{ $labels.instance }} of {{ $labels.job }} holds {{ $value | humanize1024 }}B,"
                  + " above 2GiB."));

  private ApiAlerts() {}
}
