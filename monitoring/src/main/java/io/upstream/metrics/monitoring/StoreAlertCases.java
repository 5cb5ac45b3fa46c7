package io.upstream.metrics.monitoring;

import static io.upstream.metrics.monitoring.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.AlertCases.RESET;

import java.util.List;
import java.util.stream.Stream;

/** Situations of the alerts on other exporters. */
final class StoreAlertCases {

  static final List<AlertCase> ALL =
      Stream.of(
              down(
                  "PostgresDown",
                  "pg_up",
                  "postgres",
                  "PostgreSQL is down, or nobody can tell",
                  "a:8000 is 0 and should be 1. pg_up at 0 means that the database is down, up at 0"
                      + " that its exporter is."),
              down(
                  "RedisDown",
                  "redis_up",
                  "redis",
                  "Redis is down, or nobody can tell",
                  "a:8000 is 0 and should be 1. redis_up at 0 means that Redis is down, up at 0 that"
                      + " its exporter is."),
              connections(),
              memory())
          .flatMap(List::stream)
          .toList();

  private StoreAlertCases() {}

  private static List<AlertCase> down(
      String alert, String gauge, String job, String summary, String description) {
    String theirs = AlertCases.series(gauge, job, "");
    String up = AlertCases.series("up", job, "");
    return List.of(
        AlertCase.of(alert, FIRES, "5m")
            .with(up, "1x10")
            .with(theirs, "0x10")
            .fires(summary, description, "job", job, "instance", "a:8000"),
        AlertCase.of(alert, "fires when its exporter is down", "5m")
            .with(up, "0x10")
            .fires(summary, description, "job", job, "instance", "a:8000"),
        AlertCase.of(alert, QUIET, "5m").with(up, "1x10").with(theirs, "1x10"),
        AlertCase.of(alert, FIRST, "6m").with(up, "1x10").with(theirs, "1x5 0 1x10"),
        AlertCase.of(alert, RESET, "9m").with(up, "1x10").with(theirs, "1x5 0 1 0 1x10"));
  }

  private static List<AlertCase> connections() {
    String alert = "PostgresHighConnections";
    String claims =
        AlertCases.series("pg_stat_database_numbackends", "postgres", "datname=\"claims\"");
    String other = claims.replace("claims", "reports");
    return List.of(
        AlertCase.of(alert, FIRES, "10m")
            .with(claims, "60x20")
            .with(other, "30x20")
            .fires(
                "PostgreSQL has many connections",
                "90 connections are open on a:8000, above 80.",
                "job",
                "postgres",
                "instance",
                "a:8000"),
        AlertCase.of(alert, QUIET, "10m").with(claims, "50x20").with(other, "30x20"),
        AlertCase.of(alert, FIRST, "10m").with(claims, "1x8 90 1x20"),
        AlertCase.of(alert, RESET, "10m").with(claims, "90x3 0x20"));
  }

  private static List<AlertCase> memory() {
    String alert = "RedisHighMemoryUsage";
    String used = AlertCases.series("redis_memory_used_bytes", "redis", "");
    String most = AlertCases.series("redis_memory_max_bytes", "redis", "");
    return List.of(
        AlertCase.of(alert, FIRES, "10m")
            .with(used, "95x20")
            .with(most, "100x20")
            .fires(
                "Redis is nearly full",
                "a:8000 uses 95% of its memory, above 90%. Without a limit (maxmemory) there is no"
                    + " share and no alert.",
                "job",
                "redis",
                "instance",
                "a:8000"),
        AlertCase.of(alert, QUIET, "10m").with(used, "90x20").with(most, "100x20"),
        AlertCase.of(alert, "no limit is set", "10m").with(used, "95x20").with(most, "0x20"),
        AlertCase.of(alert, FIRST, "10m").with(used, "1x8 95 1x20").with(most, "100x20"),
        AlertCase.of(alert, RESET, "10m").with(used, "95x3 1x20").with(most, "100x20"));
  }
}
