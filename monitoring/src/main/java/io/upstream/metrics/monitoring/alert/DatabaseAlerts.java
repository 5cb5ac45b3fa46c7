package io.upstream.metrics.monitoring.alert;

import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.catalog.DbFamilies.SourceLabels;
import io.upstream.metrics.monitoring.panel.DbPanels;
import io.upstream.metrics.monitoring.threshold.Area;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import io.upstream.metrics.tools.promql.Window;
import java.util.List;

/** Alerts on connections to databases. */
final class DatabaseAlerts {

  private DatabaseAlerts() {}

  static List<Alert> with(Thresholds thresholds) {
    return List.of(
        connections(thresholds.of("DatabaseConnectionsFailing")),
        pool(thresholds.of("ConnectionPoolExhausted")));
  }

  private static Alert connections(Thresholds.Rule rule) {
    Window window = rule.window("window");
    return rule.alert(Area.DATABASE, DbPanels.DATABASE)
        .when(
            Series.of(DbFamilies.NEW_CONNECTION_ERRORS)
                .increase(window)
                .sum()
                .byJob()
                .by(SourceLabels::alias)
                .atLeast(rule.number("failures")))
        .says(
            "{{ $labels.job }} gets no connection to {{ $labels.alias }}",
            ("{{ $value | humanize }} attempts of {{ $labels.job }} to get a connection to {{"
                    + " $labels.alias }} failed in %s, %s or more. The database is down, it refuses"
                    + " more connections, or the pool is exhausted.")
                .formatted(window, rule.shown("failures")));
  }

  private static Alert pool(Thresholds.Rule rule) {
    String[] kept = {"job", "instance", "pool"};
    Expr used =
        Series.foreign("hikaricp_connections_active")
            .sum()
            .keeping(kept)
            .over(Series.foreign("hikaricp_connections_max").sum().keeping(kept).above(0));
    Expr waiting = Series.foreign("hikaricp_connections_pending").sum().keeping(kept);
    return rule.alert(Area.DATABASE, DbPanels.DATABASE)
        .when(used.atLeast(rule.ratio()).or(used.and(waiting.above(0))))
        .says(
            "The connection pool {{ $labels.pool }} is exhausted",
            ("{{ $value | humanizePercentage }} of the connections of the pool {{ $labels.pool }} on"
                    + " {{ $labels.instance }} of {{ $labels.job }} are handed out: %s or more, or"
                    + " threads wait for one. Look for slow statements and for connections that are"
                    + " not closed.")
                .formatted(rule.percent()));
  }
}
