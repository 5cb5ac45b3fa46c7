package io.upstream.metrics.monitoring.alert.scenario;

import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRES;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.FIRST;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.QUIET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.RESET;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.ours;
import static io.upstream.metrics.monitoring.alert.scenario.AlertCases.tried;

import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.tools.AlertCase;
import java.util.List;
import java.util.stream.Stream;

/** Situations of the alerts on connections to databases. */
final class DatabaseAlertCases {

  private DatabaseAlertCases() {}

  static List<AlertCase> all() {
    return Stream.concat(connections().stream(), pool().stream()).toList();
  }

  private static List<AlertCase> connections() {
    String alert = "DatabaseConnectionsFailing";
    String failed =
        ours(DbFamilies.NEW_CONNECTION_ERRORS.name(), "alias=\"claims\", vendor=\"postgresql\"");
    return List.of(
        tried(alert, FIRES, "20m")
            .with(failed, "0x5 0+2x60")
            .fires("10", "job", "upstream", "alias", "claims"),
        tried(alert, QUIET, "20m").with(failed, "7x60"),
        tried(alert, FIRST, "20m").with(failed, "0x15 1x60"),
        tried(alert, RESET, "20m").with(failed, "900x15 0x60"));
  }

  private static List<AlertCase> pool() {
    String alert = "ConnectionPoolExhausted";
    String active = ours("hikaricp_connections_active", "pool=\"claims\"");
    String most = ours("hikaricp_connections_max", "pool=\"claims\"");
    String pending = ours("hikaricp_connections_pending", "pool=\"claims\"");
    String[] where = {"job", "upstream", "instance", "a:8000", "pool", "claims"};
    return List.of(
        tried(alert, FIRES, "20m")
            .with(active, "1x5 10x60")
            .with(most, "10x60")
            .with(pending, "0x60")
            .fires("100%", where),
        tried(alert, "threads wait though some are free by now", "20m")
            .with(active, "8x60")
            .with(most, "10x60")
            .with(pending, "3x60")
            .fires("80%", where),
        tried(alert, QUIET, "20m").with(active, "8x60").with(most, "10x60").with(pending, "0x60"),
        tried(alert, FIRST, "20m")
            .with(active, "1x17 10 1x60")
            .with(most, "10x60")
            .with(pending, "0x60"),
        tried(alert, RESET, "20m")
            .with(active, "10x14 0x60")
            .with(most, "10x60")
            .with(pending, "0x60"));
  }
}
