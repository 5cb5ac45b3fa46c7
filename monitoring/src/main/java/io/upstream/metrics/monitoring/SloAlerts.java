package io.upstream.metrics.monitoring;

import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/**
 * The objective that 99.9 % of all responses are no 5xx, and how fast its error budget burns.
 *
 * <p>A long window says that it matters, a short one that it is still so: the alert comes late
 * enough to be meant and goes soon after it is over.
 */
final class SloAlerts {

  static final double BUDGET = 0.001;

  static final List<Alert> ALL =
      List.of(
          burning("HttpErrorBudgetBurnsFast", 14.4, Window.H1, Window.M5, "2m", "critical"),
          burning("HttpErrorBudgetBurnsSlowly", 6, Window.H6, Window.M30, "15m", "warning"));

  private SloAlerts() {}

  /** What the recording rules call the share of failed responses. */
  static String ratio(Window window) {
    return "job:http_error_ratio:rate" + window.text();
  }

  private static Alert burning(
      String name, double speed, Window slow, Window quick, String lasting, String severity) {
    Expr limit = Expr.number(speed).times(BUDGET);
    Expr both =
        Series.foreign(ratio(slow)).above(limit).and(Series.foreign(ratio(quick)).above(limit));
    return new Alert(
        "",
        name,
        both,
        lasting,
        severity,
        HttpPanels.API,
        "{{ $labels.job }} burns its error budget",
        "{{ $value | humanizePercentage }} of the responses of {{ $labels.job }} over "
            + slow.text()
            + " are 5xx, and over "
            + quick.text()
            + " as well: "
            + Expr.number(speed).in(io.upstream.metrics.tools.promql.Place.GUIDE)
            + " times what 99.9% allows. At this speed a month's budget lasts "
            + (speed > 10 ? "2 days." : "5 days."));
  }
}
