package io.upstream.metrics.jdbc.connection;

import io.upstream.metrics.jdbc.model.ModelNaming;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A callable statement whose executions are counted; cursors in its parameters lead back to it. */
@NullUnmarked // java.sql says nothing about null
final class MeteredCallableStatement extends ForwardingCallableStatement {

  MeteredCallableStatement(
      CallableStatement callable,
      MeteredConnection connection,
      StatementMeter meter,
      ModelNaming entity) {
    super(callable, connection, meter, entity);
  }

  @Override
  public Object getObject(int parameterIndex) throws SQLException {
    return cursor(callable.getObject(parameterIndex));
  }

  @Override
  public Object getObject(String parameterName) throws SQLException {
    return cursor(callable.getObject(parameterName));
  }

  @Override
  public Object getObject(int parameterIndex, Map<String, Class<?>> map) throws SQLException {
    return cursor(callable.getObject(parameterIndex, map));
  }

  @Override
  public Object getObject(String parameterName, Map<String, Class<?>> map) throws SQLException {
    return cursor(callable.getObject(parameterName, map));
  }

  @Override
  public <T> T getObject(int parameterIndex, Class<T> type) throws SQLException {
    return cursor(callable.getObject(parameterIndex, type), type);
  }

  @Override
  public <T> T getObject(String parameterName, Class<T> type) throws SQLException {
    return cursor(callable.getObject(parameterName, type), type);
  }

  private Object cursor(Object value) {
    return value instanceof ResultSet results ? results(results) : value;
  }

  private <T> T cursor(T value, Class<T> type) {
    Object cursor = cursor(value);
    return type.isInstance(cursor) ? type.cast(cursor) : value;
  }
}
