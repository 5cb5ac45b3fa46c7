package io.upstream.metrics.jdbc;

import io.upstream.metrics.DbCall;
import io.upstream.metrics.DbMeter;
import io.upstream.metrics.Events;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.SqlOperation;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import org.jspecify.annotations.Nullable;

/** Turns what the proxy saw of a statement into events. */
final class StatementListener implements QueryExecutionListener {

  private final DataSourceAlias alias;
  private final Events events;
  private final Map<SqlOperation, DbMeter> meters = new ConcurrentHashMap<>();
  private volatile @Nullable DbVendor vendor;

  StatementListener(DataSourceAlias alias, Events events) {
    this.alias = alias;
    this.events = events;
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    try {
      record(execution, queries);
    } catch (RuntimeException | SQLException e) {
      // What is thrown here would replace the statement's own outcome; a number is worth less.
    }
  }

  private void record(ExecutionInfo execution, List<QueryInfo> queries) throws SQLException {
    DbErrorType error = execution.isSuccess() ? null : ErrorTypes.of(execution.getThrowable());
    DbVendor vendor = vendor(execution.getStatement());
    if (!execution.isBatch()) {
      meter(queries, 0, vendor).executed(execution.getElapsedTime(), error);
      return;
    }
    // A prepared batch is one text with many rows; a plain one is many texts.
    boolean prepared = queries.size() == 1;
    for (int i = 0; i < queries.size(); i++) {
      meter(queries, i, vendor).batched(prepared ? execution.getBatchSize() : 1, null);
    }
    meter(queries, 0, vendor).batchDone(execution.getElapsedTime(), error);
  }

  private DbMeter meter(List<QueryInfo> queries, int index, DbVendor vendor) {
    SqlOperation operation =
        index < queries.size() ? Operations.of(queries.get(index).getQuery()) : SqlOperation.OTHER;
    return meters.computeIfAbsent(
        operation, each -> events.db(new DbCall(alias, vendor, each, null)));
  }

  private DbVendor vendor(Statement statement) throws SQLException {
    DbVendor known = vendor;
    if (known == null) {
      String product = statement.getConnection().getMetaData().getDatabaseProductName();
      known = new DbVendor(product == null ? null : product.toLowerCase(Locale.ROOT));
      vendor = known;
    }
    return known;
  }
}
