package io.upstream.metrics.monitoring.alert;

import io.upstream.metrics.monitoring.panel.StorePanels;
import io.upstream.metrics.monitoring.threshold.Area;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Alerts on PostgreSQL and Redis; silent where their exporters never ran. */
final class StoreAlerts {

  private StoreAlerts() {}

  static List<Alert> with(Thresholds thresholds) {
    Thresholds.Rule connections = thresholds.of("PostgresHighConnections");
    Thresholds.Rule memory = thresholds.of("RedisHighMemoryUsage");
    return List.of(
        thresholds
            .of("PostgresDown")
            .alert(Area.DATABASE, StorePanels.STORES)
            .numbered("I34")
            .when(down("pg_up", "postgres"))
            .says(
                "PostgreSQL is down, or its exporter is",
                "{{ $labels.instance }} is {{ $value }} and should be 1. pg_up at 0 means that the"
                    + " database is down, up at 0 that its exporter is."),
        connections
            .alert(Area.DATABASE, StorePanels.STORES)
            .numbered("I38")
            .when(
                Series.foreign("pg_stat_database_numbackends")
                    .sum()
                    .byInstance()
                    .above(connections.number("connections")))
            .says(
                "PostgreSQL has many connections",
                "{{ $value }} connections are open on {{ $labels.instance }}, above %s."
                    .formatted(connections.shown("connections"))),
        thresholds
            .of("RedisDown")
            .alert(Area.CACHE, StorePanels.STORES)
            .numbered("I35")
            .when(down("redis_up", "redis"))
            .says(
                "Redis is down, or its exporter is",
                "{{ $labels.instance }} is {{ $value }} and should be 1. redis_up at 0 means that"
                    + " Redis is down, up at 0 that its exporter is."),
        memory
            .alert(Area.CACHE, StorePanels.STORES)
            .numbered("I39")
            .when(
                Series.foreign("redis_memory_used_bytes")
                    .over(Series.foreign("redis_memory_max_bytes").above(0))
                    .above(memory.ratio()))
            .says(
                "Redis is nearly full",
                ("{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory, above"
                        + " %s. Without a limit (maxmemory) there is no share and no alert.")
                    .formatted(memory.percent())));
  }

  private static Expr down(String gauge, String job) {
    return Series.foreign(gauge).is(0).or(Series.foreign("up").is("job", job).is(0));
  }
}
