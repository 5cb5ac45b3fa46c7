package io.upstream.metrics.monitoring.alert;

import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.catalog.DbFamilies.SourceLabels;
import io.upstream.metrics.catalog.HttpFamilies;
import io.upstream.metrics.monitoring.panel.DbPanels;
import io.upstream.metrics.monitoring.panel.HttpPanels;
import io.upstream.metrics.monitoring.query.BothVocabularies;
import io.upstream.metrics.monitoring.query.CacheQueries;
import io.upstream.metrics.monitoring.query.HttpQueries;
import io.upstream.metrics.monitoring.threshold.Area;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/** Alerts on requests: failures, latency, and requests that never end. */
final class ApiAlerts {

  private ApiAlerts() {}

  static List<Alert> with(Thresholds thresholds) {
    return List.of(
        errors(thresholds.of("HighErrorRate")),
        instance(thresholds.of("InstanceErrorRateHigh")),
        latency(thresholds.of("HighLatency")),
        stuck(thresholds.of("RequestsStuck")),
        statements(thresholds.of("SlowDatabaseQueries")));
  }

  private static Alert errors(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Expr all = Series.of(HttpFamilies.RESPONSES_BY_VIEW).rate(window).sum().byJob();
    Expr failed = HttpQueries.errors("5..").rate(window).sum().byJob();
    return rule.alert(Area.ERRORS, HttpPanels.API)
        .numbered("P47 P54")
        .when(
            failed
                .over(all)
                .above(rule.ratio())
                .and(all.times(seconds(window)).atLeast(rule.number("requests")))
                .and(failed.times(seconds(window)).atLeast(rule.number("failures"))))
        .says(
            "{{ $value | humanizePercentage }} of the requests to {{ $labels.job }} fail",
            "5xx among all responses of {{ $labels.job }} over %s is {{ $value |".formatted(window)
                + " humanizePercentage }}, above %s. The panel Top endpoints by errors shows which views."
                    .formatted(rule.percent()));
  }

  private static Alert instance(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Expr all = Series.of(HttpFamilies.RESPONSES_BY_STATUS).rate(window).sum().byInstance();
    Expr failed = HttpQueries.statuses("5..").rate(window).sum().byInstance();
    return rule.alert(Area.ERRORS, HttpPanels.API)
        .when(
            failed
                .over(all)
                .above(rule.ratio())
                .and(failed.times(seconds(window)).atLeast(rule.number("failures"))))
        .says(
            "{{ $value | humanizePercentage }} of the requests to {{ $labels.instance }} fail",
            ("5xx among all responses of {{ $labels.instance }} of {{ $labels.job }} over %s is {{"
                    + " $value | humanizePercentage }}, above %s. The job's own share may be small:"
                    + " take this instance out of the load balancer.")
                .formatted(window, rule.percent()));
  }

  private static Alert latency(Thresholds.Rule rule) {
    double seconds = rule.number("seconds");
    return rule.alert(Area.LATENCY, HttpPanels.API)
        .numbered("P48")
        .when(
            BothVocabularies.latency(0.95, "job", "view")
                .above(seconds)
                .and(
                    BothVocabularies.latencyCount()
                        .sum()
                        .keeping("job", "view")
                        .times(seconds(M5))
                        .atLeast(rule.number("requests"))))
        .says(
            "{{ $labels.view }} of {{ $labels.job }} is slow",
            ("The 95th percentile of the latency of {{ $labels.view }} of {{ $labels.job }} over 5m"
                    + " is {{ $value | humanizeDuration }}, above %ss. The panel Top endpoints by"
                    + " latency shows the others.")
                .formatted(rule.shown("seconds")));
  }

  /**
   * Rate times mean duration is the number of requests in progress that will end; further requests
   * in progress do not end.
   */
  private static Alert stuck(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Expr busy = Series.sumOf(HttpFamilies.LATENCY).rate(window).sum().byInstance();
    return rule.alert(Area.LATENCY, HttpPanels.API)
        .when(
            Series.of(HttpFamilies.IN_PROGRESS)
                .lowest(window)
                .sum()
                .byInstance()
                .minus(
                    CacheQueries.orNoughtOf(
                        busy, Series.of(HttpFamilies.IN_PROGRESS).sum().byInstance()))
                .above(rule.number("requests")))
        .says(
            "Requests to {{ $labels.instance }} do not end",
            ("{{ $value | humanize }} requests to {{ $labels.instance }} of {{ $labels.job }} were in"
                    + " progress for %s and did not end, above %s. Latency shows a request only when"
                    + " it has ended: take a thread dump.")
                .formatted(window, rule.shown("requests")));
  }

  private static Alert statements(Thresholds.Rule rule) {
    Window window = rule.window("window");
    Expr statements =
        Series.countOf(DbFamilies.QUERY_DURATION)
            .rate(window)
            .sum()
            .byJob()
            .by(SourceLabels::alias, SourceLabels::vendor);
    return rule.alert(Area.DATABASE, DbPanels.DATABASE)
        .numbered("P49")
        .when(
            Quantile.of(0.95, DbFamilies.QUERY_DURATION, window)
                .byJob()
                .by(SourceLabels::alias, SourceLabels::vendor)
                .above(rule.number("seconds"))
                .and(statements.times(seconds(window)).atLeast(rule.number("statements"))))
        .says(
            "Statements on {{ $labels.alias }} ({{ $labels.vendor }}) are slow",
            ("The 95th percentile of {{ $labels.job }}'s statements on {{ $labels.alias }} ({{"
                    + " $labels.vendor }}) over %s is {{ $value | humanizeDuration }}, above %sms."
                    + " The database's own log of slow statements has their text.")
                .formatted(window, Thresholds.decimal(rule.number("seconds") * 1000)));
  }

  static double seconds(Window window) {
    return (double) window.length().toSeconds();
  }
}
