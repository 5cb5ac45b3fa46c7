package io.upstream.metrics.monitoring.alert;

import static io.upstream.metrics.tools.promql.Window.D3;
import static io.upstream.metrics.tools.promql.Window.H1;
import static io.upstream.metrics.tools.promql.Window.H6;
import static io.upstream.metrics.tools.promql.Window.M30;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.monitoring.panel.HttpPanels;
import io.upstream.metrics.monitoring.query.HttpQueries;
import io.upstream.metrics.monitoring.query.Recordings;
import io.upstream.metrics.monitoring.threshold.Area;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/**
 * The objective that 99.9 % of all responses are no 5xx, and how fast its error budget burns.
 *
 * <p>A long window shows that the error rate matters, a short one that it continues: the alert
 * fires only for lasting errors and ends soon after them.
 */
final class SloAlerts {

  private static final int DAYS_OF_BUDGET = 30;

  private SloAlerts() {}

  static List<Alert> with(Thresholds thresholds) {
    return List.of(
        burning(thresholds.of("HttpErrorBudgetBurnsFast"), H1, M5),
        burning(thresholds.of("HttpErrorBudgetBurnsSlowly"), H6, M30),
        burning(thresholds.of("HttpErrorBudgetBurnsSteadily"), D3, H6));
  }

  private static Alert burning(Thresholds.Rule rule, Window slow, Window quick) {
    double speed = rule.number("speed");
    Expr limit = Expr.number(speed).times(Recordings.ERROR_BUDGET);
    Expr failures =
        HttpQueries.statuses("5..").rate(slow).sum().byJob().times(ApiAlerts.seconds(slow));
    return rule.alert(Area.ERRORS, HttpPanels.API)
        .when(
            Series.recorded(Recordings.errorRatioName(slow))
                .above(limit)
                .and(Series.recorded(Recordings.errorRatioName(quick)).above(limit))
                .and(failures.atLeast(rule.number("failures"))))
        .says(
            "{{ $labels.job }} burns its error budget",
            ("{{ $value | humanizePercentage }} of the responses of {{ $labels.job }} over %s are"
                    + " 5xx, and over %s as well: %s times what 99.9%% allows. At this speed a"
                    + " month's budget lasts %s days.")
                .formatted(
                    slow,
                    quick,
                    rule.shown("speed"),
                    Thresholds.decimal(Math.rint(DAYS_OF_BUDGET / speed))));
  }
}
