package io.upstream.metrics.jdbc;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.connection.ConnectionSource;
import io.upstream.metrics.jdbc.connection.FailureLog;
import io.upstream.metrics.jdbc.connection.SourceMeter;
import io.upstream.metrics.jdbc.connection.SourceSettings;
import io.upstream.metrics.jdbc.connection.StatementMeter;
import io.upstream.metrics.label.DataSourceAlias;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.jspecify.annotations.Nullable;

/**
 * A listener that counts the calls through an existing datasource-proxy {@link ProxyDataSource}.
 *
 * <pre>{@code
 * UpstreamListener.addTo(proxyDataSource, "claims", recorder);
 * }</pre>
 *
 * <p>It gives the same numbers as {@link UpstreamDataSource}, but a listener costs several times as
 * much as the delegates; prefer to wrap the data source. A listener does not see two kinds of
 * calls: a {@code DatabaseMetaData} or {@code ResultSet} leads to the driver's own connection,
 * whose statements are not reported; and if another listener throws before the query, this one is
 * not called.
 */
public final class UpstreamListener implements QueryExecutionListener, MethodExecutionListener {

  private static final String START = UpstreamListener.class.getName();

  private final ConnectionSource source;
  private final SourceSettings settings;

  /** By identity: a connection that is closed twice was open once. */
  private final ConcurrentMap<ConnectionInfo, SourceMeter> open = new ConcurrentHashMap<>();

  /** Open connections that are metered further in, by id: their statements are counted there. */
  private final Set<String> meteredFurtherIn = ConcurrentHashMap.newKeySet();

  private UpstreamListener(SourceSettings settings) {
    this.settings = settings;
    this.source = new ConnectionSource(settings);
  }

  /**
   * Begins to listen.
   *
   * @throws IllegalArgumentException where the proxy is counted already, and would be twice
   */
  public static UpstreamListener addTo(
      ProxyDataSource proxy, String alias, UpstreamRecorder recorder) {
    if (proxy instanceof UpstreamDataSource || isOn(proxy)) {
      throw new IllegalArgumentException(
          "The data source for the alias "
              + alias
              + " is counted already: it is wrapped, or has a listener of this kind. Leave one out.");
    }
    UpstreamListener listener =
        new UpstreamListener(
            new SourceSettings(recorder.events(), new DataSourceAlias(alias), System::nanoTime));
    proxy.addListener(listener);
    proxy.getProxyConfig().getMethodListener().addListener(listener);
    return listener;
  }

  /** Returns whether a proxy has a listener of this kind. */
  static boolean isOn(ProxyDataSource proxy) {
    return proxy.getProxyConfig().getQueryListener().getListeners().stream()
        .anyMatch(UpstreamListener.class::isInstance);
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    // The listener takes the start time itself, because the proxy's stopwatch counts milliseconds
    // by default.
    execution.addCustomValue(START, settings.clock().getAsLong());
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    try {
      count(execution, queries);
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  private void count(ExecutionInfo execution, List<QueryInfo> queries) {
    if (isMeteredFurtherIn(execution.getConnectionId())) {
      return;
    }
    Long begun = execution.getCustomValue(START, Long.class);
    long start = begun == null ? settings.clock().getAsLong() : begun;
    Throwable failure = execution.getThrowable();
    SourceMeter meter = source.meter();
    long nanos = meter.nanosSince(start);
    if (!execution.isBatch()) {
      String sql = queries.isEmpty() ? null : queries.get(0).getQuery();
      meter.statement(sql).executed(nanos, failure);
      return;
    }
    StatementMeter first = queries.isEmpty() ? meter.anyStatement() : null;
    for (QueryInfo query : queries) {
      StatementMeter statement = meter.statement(query.getQuery());
      first = first == null ? statement : first;
      // A prepared batch is one query with the parameters of all rows; otherwise each row is one
      // query.
      int rows = queries.size() > 1 ? 1 : execution.getBatchSize();
      if (rows > 0) {
        statement.batched(rows, failure);
      }
    }
    if (first != null) {
      first.batchDone(nanos, failure);
    }
  }

  @Override
  public void beforeMethod(MethodExecutionContext call) {}

  @Override
  public void afterMethod(MethodExecutionContext call) {
    try {
      count(call);
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  private void count(MethodExecutionContext call) {
    Object target = call.getTarget();
    switch (call.getMethod().getName()) {
      case "getConnection" -> {
        if (target instanceof DataSource) {
          borrowed(call);
        }
      }
      case "prepareStatement", "prepareCall" -> {
        ConnectionInfo asked = call.getConnectionInfo();
        if (call.getThrown() != null
            && target instanceof Connection
            && (asked == null || !isMeteredFurtherIn(asked.getConnectionId()))) {
          Object sql = call.getMethodArgs()[0];
          source.meter().statement(String.valueOf(sql)).refused(call.getThrown());
        }
      }
      case "close", "abort" -> {
        ConnectionInfo info = call.getConnectionInfo();
        SourceMeter opened =
            target instanceof Connection && info != null ? open.remove(info) : null;
        if (opened != null) {
          opened.returned();
        }
        if (info != null && info.getConnectionId() != null) {
          meteredFurtherIn.remove(info.getConnectionId());
        }
      }
      default -> {}
    }
  }

  private boolean isMeteredFurtherIn(@Nullable String connection) {
    return connection != null && meteredFurtherIn.contains(connection);
  }

  private void borrowed(MethodExecutionContext call) {
    // Without a connection there is no ConnectionInfo.
    if (call.getResult() instanceof Connection connection && call.getConnectionInfo() != null) {
      if (source.isMetered(connection)) {
        meteredFurtherIn.add(call.getConnectionInfo().getConnectionId());
        return;
      }
      SourceMeter meter = source.meter(connection);
      open.put(call.getConnectionInfo(), meter);
      meter.borrowed();
    } else {
      source.borrowFailed();
    }
  }
}
