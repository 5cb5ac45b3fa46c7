package io.upstream.metrics.monitoring;

import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** Alerts on what other exporters say; silent where there are none. */
final class StoreAlerts {

  static final List<Alert> ALL =
      List.of(
          new Alert(
              "I34",
              "PostgresDown",
              down("pg_up", "postgres"),
              "1m",
              "critical",
              DbPanels.DATABASE,
              "PostgreSQL is down, or nobody can tell",
              "{{ $labels.instance }} is {{ $value }} and should be 1. pg_up at 0 means that the"
                  + " database is down, up at 0 that its exporter is."),
          new Alert(
              "I38",
              "PostgresHighConnections",
              Series.foreign("pg_stat_database_numbackends").sum().byInstance().above(80),
              "5m",
              "warning",
              DbPanels.DATABASE,
              "PostgreSQL has many connections",
              "{{ $value }} connections are open on {{ $labels.instance }}, above 80."),
          new Alert(
              "I35",
              "RedisDown",
              down("redis_up", "redis"),
              "1m",
              "critical",
              SystemPanels.SYSTEM,
              "Redis is down, or nobody can tell",
              "{{ $labels.instance }} is {{ $value }} and should be 1. redis_up at 0 means that"
                  + " Redis is down, up at 0 that its exporter is."),
          new Alert(
              "I39",
              "RedisHighMemoryUsage",
              Series.foreign("redis_memory_used_bytes")
                  .over(Series.foreign("redis_memory_max_bytes").above(0))
                  .above(0.9),
              "5m",
              "warning",
              SystemPanels.SYSTEM,
              "Redis is nearly full",
              "{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory, above"
                  + " 90%. Without a limit (maxmemory) there is no share and no alert."));

  private StoreAlerts() {}

  private static Expr down(String gauge, String job) {
    return Series.foreign(gauge).is(0).or(Series.foreign("up").is("job", job).is(0));
  }
}
