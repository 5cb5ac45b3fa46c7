package io.upstream.metrics.monitoring.panel;

import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Dashboard.Row;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.promql.Aggregate;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** The panels of PostgreSQL and Redis, from their exporters. */
public final class StorePanels {

  public static final Dashboard STORES =
      new Dashboard(
          "upstream-stores",
          "stores",
          "PostgreSQL and Redis",
          "The databases and caches behind the services, from their exporters.",
          "upstream",
          Services.STORES.selector(),
          List.of(postgres(), redis()));

  private StorePanels() {}

  private static Row postgres() {
    return Row.of(
        "PostgreSQL",
        Panel.of("S01", "PostgreSQL up", "1 where the exporter reaches the database.", "short")
            .line(Series.everyones("pg_up"), "{{instance}}")
            .badBelow(1),
        Panel.of(
                "S02",
                "Connections",
                "Connections open, by database. The line is the threshold of"
                    + " PostgresHighConnections.",
                "short")
            .line(
                Series.everyones("pg_stat_database_numbackends").sum().keeping("datname"),
                "{{datname}}")
            .badAbove(Thresholds.COMMITTED.of("PostgresHighConnections").number("connections")),
        Panel.of("S03", "Transactions", "Transactions each second, and those undone.", "ops")
            .line(rate("pg_stat_database_xact_commit").keeping("datname"), "{{datname}}")
            .line(
                rate("pg_stat_database_xact_rollback").keeping("datname"),
                "{{datname}} rolled back"),
        Panel.of(
                "S04",
                "Buffer hit share",
                "Blocks found in PostgreSQL's own memory; low means reads from the disk.",
                "percentunit")
            .line(
                rate("pg_stat_database_blks_hit")
                    .keeping("datname")
                    .over(
                        rate("pg_stat_database_blks_hit")
                            .keeping("datname")
                            .plus(rate("pg_stat_database_blks_read").keeping("datname"))),
                "{{datname}}"),
        Panel.of("S05", "Deadlocks", "Deadlocks each second, by database.", "ops")
            .line(rate("pg_stat_database_deadlocks").keeping("datname"), "{{datname}}"));
  }

  private static Row redis() {
    return Row.of(
        "Redis",
        Panel.of("S06", "Redis up", "1 where the exporter reaches Redis.", "short")
            .line(Series.everyones("redis_up"), "{{instance}}")
            .badBelow(1),
        Panel.of("S07", "Clients", "Connections of clients.", "short")
            .line(Series.everyones("redis_connected_clients").sum().byInstance(), "{{instance}}"),
        Panel.of("S08", "Commands", "Commands each second.", "ops")
            .line(rate("redis_commands_processed_total").byInstance(), "{{instance}}"),
        Panel.of("S09", "Key hit share", "Reads of keys that found something.", "percentunit")
            .line(
                rate("redis_keyspace_hits_total")
                    .byInstance()
                    .over(
                        rate("redis_keyspace_hits_total")
                            .byInstance()
                            .plus(rate("redis_keyspace_misses_total").byInstance())),
                "{{instance}}"),
        Panel.of(
                "S10",
                "Memory",
                "Memory in use and at most; without a limit (maxmemory) there is no second line.",
                "bytes")
            .line(Series.everyones("redis_memory_used_bytes"), "{{instance}}")
            .line(Series.everyones("redis_memory_max_bytes").above(0), "{{instance}} at most"));
  }

  private static Aggregate<?> rate(String counter) {
    return Series.everyones(counter).rate(M5).sum();
  }
}
