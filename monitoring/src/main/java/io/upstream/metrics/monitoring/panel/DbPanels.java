package io.upstream.metrics.monitoring.panel;

import static io.upstream.metrics.catalog.DbFamilies.CONNECTIONS_ACTIVE;
import static io.upstream.metrics.catalog.DbFamilies.ERRORS;
import static io.upstream.metrics.catalog.DbFamilies.EXECUTED;
import static io.upstream.metrics.catalog.DbFamilies.NEW_CONNECTIONS;
import static io.upstream.metrics.catalog.DbFamilies.NEW_CONNECTION_ERRORS;
import static io.upstream.metrics.catalog.DbFamilies.QUERIES_BY_OPERATION;
import static io.upstream.metrics.catalog.DbFamilies.QUERY_DURATION;
import static io.upstream.metrics.tools.promql.Window.M5;

import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.DbFamilies.SourceErrorLabels;
import io.upstream.metrics.catalog.DbFamilies.SourceLabels;
import io.upstream.metrics.catalog.DbFamilies.SourceOperationLabels;
import io.upstream.metrics.catalog.ModelFamilies;
import io.upstream.metrics.catalog.ModelFamilies.ModelLabels;
import io.upstream.metrics.monitoring.query.DbQueries;
import io.upstream.metrics.monitoring.threshold.Thresholds;
import io.upstream.metrics.tools.Dashboard;
import io.upstream.metrics.tools.Dashboard.Row;
import io.upstream.metrics.tools.Panel;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Quantile;
import io.upstream.metrics.tools.promql.Series;
import java.util.List;

/** The panels of databases. */
public final class DbPanels {

  static final Expr SLOW_SHARE =
      Expr.number(1)
          .minus(
              Series.upTo(QUERY_DURATION, 0.1)
                  .rate(M5)
                  .sum()
                  .by(SourceLabels::alias)
                  .over(Series.countOf(QUERY_DURATION).rate(M5).sum().by(SourceLabels::alias)));

  public static final Dashboard DATABASE =
      new Dashboard(
          "upstream-database",
          "database",
          "Upstream Database Performance",
          "Statements, how long they take, what fails, connections, and what is written.",
          "upstream",
          Services.ALL.selector(),
          List.of(
              Row.of(
                  "Statements",
                  Panel.of(
                          "I07",
                          "Query rate",
                          "Statements each second, by database product.",
                          "ops")
                      .line(
                          Series.of(EXECUTED).rate(M5).sum().by(SourceLabels::vendor),
                          "{{vendor}}"),
                  Panel.of(
                          "I08",
                          "Query latency distribution",
                          "How many statements took how long; darker is more.",
                          "s")
                      .as(Panel.Shape.HEATMAP)
                      .line(Series.buckets(QUERY_DURATION).rate(M5).sum().byBound(), "{{le}}"),
                  Panel.of(
                          "I09",
                          "Slow query share",
                          "Share of statements over 100 ms, by data source. No text of a statement"
                              + " is ever exported: the database's own log has it.",
                          "percentunit")
                      .line(SLOW_SHARE, "{{alias}}"),
                  Panel.of(
                          "U30",
                          "Query latency (p95)",
                          "95 % of a data source's statements take no longer. The line is the"
                              + " threshold of SlowDatabaseQueries.",
                          "s")
                      .line(
                          Quantile.of(0.95, QUERY_DURATION, M5).by(SourceLabels::alias),
                          "{{alias}}")
                      .badAbove(Thresholds.COMMITTED.of("SlowDatabaseQueries").number("seconds")),
                  Panel.of(
                          "I10",
                          "Queries per request",
                          "Statements for each request; a jump is often a query in a loop.",
                          "short")
                      .line(DbQueries.PER_REQUEST, "statements"),
                  Panel.of("U05", "Statements by operation", "Statements each second.", "ops")
                      .line(
                          Series.of(QUERIES_BY_OPERATION)
                              .rate(M5)
                              .sum()
                              .by(SourceOperationLabels::operation),
                          "{{operation}}"),
                  Panel.of(
                          "U06",
                          "Errors by kind",
                          "Statements that failed each second, by kind of error.",
                          "ops")
                      .line(
                          Series.of(ERRORS).rate(M5).sum().by(SourceErrorLabels::type), "{{type}}"),
                  Panel.of(
                          "I12",
                          "Model operation rates",
                          "Rows written each second, by entity and kind; the ten busiest of each.",
                          "ops")
                      .line(writes(ModelFamilies.INSERTS), "{{model}} inserts")
                      .line(writes(ModelFamilies.UPDATES), "{{model}} updates")
                      .line(writes(ModelFamilies.DELETES), "{{model}} deletes")),
              Row.of(
                  "Connections",
                  Panel.of(
                          "I11",
                          "Connections in use",
                          "Connections handed out and not returned, by data source; where the source"
                              + " is a Hikari pool also what it has handed out, how many threads"
                              + " wait for one, and how many there may be.",
                          "short")
                      .line(
                          Series.of(CONNECTIONS_ACTIVE).sum().by(SourceLabels::alias), "{{alias}}")
                      .line(pool("hikaricp_connections_active"), "{{pool}} handed out")
                      .line(pool("hikaricp_connections_pending"), "{{pool}} waiting")
                      .line(pool("hikaricp_connections_max"), "{{pool}} at most"),
                  Panel.of(
                          "U31",
                          "Pool usage by instance",
                          "Connections handed out as a share of the pool; the ten fullest. The line"
                              + " is the threshold of ConnectionPoolExhausted.",
                          "percentunit")
                      .line(
                          HttpPanels.top(
                              pool("hikaricp_connections_active", "instance")
                                  .over(pool("hikaricp_connections_max", "instance").above(0))),
                          "{{pool}} {{instance}}")
                      .badAbove(Thresholds.COMMITTED.of("ConnectionPoolExhausted").ratio()),
                  Panel.of(
                          "U07",
                          "New connections",
                          "Physical connections opened each second, and attempts that failed. A"
                              + " pool opens few: many are a pool that is too small or connections"
                              + " that break.",
                          "ops")
                      .line(
                          Series.of(NEW_CONNECTIONS).rate(M5).sum().by(SourceLabels::alias),
                          "{{alias}}")
                      .line(
                          Series.of(NEW_CONNECTION_ERRORS).rate(M5).sum().by(SourceLabels::alias),
                          "{{alias}} failed"))));

  private DbPanels() {}

  private static Expr pool(String gauge, String... labels) {
    return Series.everyones(gauge).sum().keeping("pool").keeping(labels);
  }

  private static Expr writes(CounterFamily<ModelLabels> family) {
    return HttpPanels.top(Series.of(family).rate(M5).sum().by(ModelLabels::model));
  }
}
