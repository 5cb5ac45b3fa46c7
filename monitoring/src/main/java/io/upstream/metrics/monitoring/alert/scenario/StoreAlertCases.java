package io.upstream.metrics.monitoring.alert.scenario;

import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.RESET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.series;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.tried;

import io.upstream.metrics.tools.AlertCase;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the alerts on PostgreSQL and Redis. */
final class StoreAlertCases {

  private StoreAlertCases() {}

  static List<AlertCase> all() {
    return Stream.of(
            down("PostgresDown", "pg_up", "postgres"),
            down("RedisDown", "redis_up", "redis"),
            connections(),
            memory())
        .flatMap(List::stream)
        .toList();
  }

  private static List<AlertCase> down(String alert, String gauge, String job) {
    String theirs = series(gauge, job, "");
    String up = series("up", job, "");
    return List.of(
        tried(alert, FIRES, "5m")
            .with(up, "1x10")
            .with(theirs, "0x10")
            .fires("0", "job", job, "instance", "a:8000"),
        tried(alert, "fires when its exporter is down", "5m")
            .with(up, "0x10")
            .fires("0", "job", job, "instance", "a:8000"),
        tried(alert, QUIET, "5m").with(up, "1x10").with(theirs, "1x10"),
        tried(alert, FIRST, "6m").with(up, "1x10").with(theirs, "1x5 0 1x10"),
        tried(alert, RESET, "9m").with(up, "1x10").with(theirs, "1x5 0 1 0 1x10"));
  }

  private static List<AlertCase> connections() {
    String alert = "PostgresHighConnections";
    String claims = series("pg_stat_database_numbackends", "postgres", "datname=\"claims\"");
    String other = claims.replace("claims", "reports");
    return List.of(
        tried(alert, FIRES, "10m")
            .with(claims, "60x20")
            .with(other, "30x20")
            .fires("90", "job", "postgres", "instance", "a:8000"),
        tried(alert, QUIET, "10m").with(claims, "50x20").with(other, "30x20"),
        tried(alert, FIRST, "10m").with(claims, "1x8 90 1x20"),
        tried(alert, RESET, "10m").with(claims, "90x3 0x20"));
  }

  private static List<AlertCase> memory() {
    String alert = "RedisHighMemoryUsage";
    String used = series("redis_memory_used_bytes", "redis", "");
    String most = series("redis_memory_max_bytes", "redis", "");
    return List.of(
        tried(alert, FIRES, "10m")
            .with(used, "95x20")
            .with(most, "100x20")
            .fires("95%", "job", "redis", "instance", "a:8000"),
        tried(alert, QUIET, "10m").with(used, "90x20").with(most, "100x20"),
        tried(alert, "no limit is set", "10m").with(used, "95x20").with(most, "0x20"),
        tried(alert, FIRST, "10m").with(used, "1x8 95 1x20").with(most, "100x20"),
        tried(alert, RESET, "10m").with(used, "95x3 1x20").with(most, "100x20"));
  }
}
