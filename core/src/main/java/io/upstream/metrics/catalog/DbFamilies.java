package io.upstream.metrics.catalog;

import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.SqlOperation;
import java.util.List;

/** Families of database calls: statements, durations, connections and errors. */
public final class DbFamilies {

  public static final DurationFamily<SourceLabels> QUERY_DURATION =
      DurationFamily.ofSeconds("django_db_query_duration_seconds")
          .buckets(0.001, 0.01, 0.05, 0.1, 0.5, 1, 5, 10)
          .help("Time that an execute call to the database took.")
          .labels(SourceLabels.class);

  public static final CounterFamily<SourceLabels> EXECUTED =
      CounterFamily.named("django_db_execute_total")
          .help("Statements executed; a batch of n rows adds n.")
          .labels(SourceLabels.class);

  public static final CounterFamily<SourceLabels> EXECUTED_MANY =
      CounterFamily.named("django_db_execute_many_total")
          .help("Statements executed as rows of a batch.")
          .labels(SourceLabels.class);

  public static final CounterFamily<SourceLabels> QUERIES =
      CounterFamily.named("django_db_query_total")
          .help(
              "Statements executed, under the name that the monitoring guide uses; the same number as django_db_execute_total.")
          .labels(SourceLabels.class);

  public static final CounterFamily<SourceErrorLabels> ERRORS =
      CounterFamily.named("django_db_errors_total")
          .help("Executions that failed, by kind of error.")
          .labels(SourceErrorLabels.class);

  public static final CounterFamily<SourceLabels> NEW_CONNECTIONS =
      CounterFamily.named("django_db_new_connections_total")
          .help("Connections opened, or handed out where the source is a pool.")
          .labels(SourceLabels.class);

  public static final CounterFamily<SourceLabels> NEW_CONNECTION_ERRORS =
      CounterFamily.named("django_db_new_connection_errors_total")
          .help("Attempts to get a connection that failed.")
          .labels(SourceLabels.class);

  public static final UpDownFamily<SourceLabels> CONNECTIONS_ACTIVE =
      UpDownFamily.named("django_db_connections_active")
          .help("Connections handed out and not closed yet.")
          .labels(SourceLabels.class);

  public static final CounterFamily<SourceOperationLabels> QUERIES_BY_OPERATION =
      CounterFamily.named("django_db_queries_total")
          .help("Statements executed, by what they do.")
          .labels(SourceOperationLabels.class);

  /** All of the group, in the order of the page. */
  public static final List<Family<?>> ALL =
      List.of(
          QUERY_DURATION,
          EXECUTED,
          EXECUTED_MANY,
          QUERIES,
          ERRORS,
          NEW_CONNECTIONS,
          NEW_CONNECTION_ERRORS,
          CONNECTIONS_ACTIVE,
          QUERIES_BY_OPERATION);

  private DbFamilies() {}

  /** The labels of a family by data source. */
  public record SourceLabels(DataSourceAlias alias, DbVendor vendor) {}

  /** The labels of a family by data source and kind of error. */
  public record SourceErrorLabels(DataSourceAlias alias, DbVendor vendor, DbErrorType type) {}

  /** The labels of a family by data source and operation. */
  public record SourceOperationLabels(
      DataSourceAlias alias, DbVendor vendor, SqlOperation operation) {}
}
