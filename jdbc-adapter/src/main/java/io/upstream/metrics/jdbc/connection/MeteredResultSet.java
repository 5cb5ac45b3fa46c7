package io.upstream.metrics.jdbc.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A result set that leads back to the metered statement, not around it. */
@NullUnmarked // java.sql says nothing about null
final class MeteredResultSet extends ForwardingResultSet {

  private final MeteredStatement statement;
  private final MeteredConnection connection;

  /**
   * @param statement the metered statement; null if the driver made the result set without one
   */
  MeteredResultSet(ResultSet delegate, MeteredStatement statement, MeteredConnection connection) {
    super(delegate);
    this.statement = statement;
    this.connection = connection;
  }

  @Override
  public Statement getStatement() throws SQLException {
    Statement raw = delegate.getStatement();
    if (raw == null) {
      return null;
    }
    return statement != null ? statement : connection.adopt(raw);
  }

  @Override
  public Object getObject(int columnIndex) throws SQLException {
    return cursor(delegate.getObject(columnIndex));
  }

  @Override
  public Object getObject(String columnLabel) throws SQLException {
    return cursor(delegate.getObject(columnLabel));
  }

  @Override
  public Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
    return cursor(delegate.getObject(columnIndex, map));
  }

  @Override
  public Object getObject(String columnLabel, Map<String, Class<?>> map) throws SQLException {
    return cursor(delegate.getObject(columnLabel, map));
  }

  @Override
  public <T> T getObject(int columnIndex, Class<T> type) throws SQLException {
    return cursor(delegate.getObject(columnIndex, type), type);
  }

  @Override
  public <T> T getObject(String columnLabel, Class<T> type) throws SQLException {
    return cursor(delegate.getObject(columnLabel, type), type);
  }

  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    return Wrapping.unwrap(this, delegate, iface);
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) throws SQLException {
    return Wrapping.isWrapperFor(this, delegate, iface);
  }

  @Override
  public String toString() {
    return delegate.toString();
  }

  /** Returns a value of a column; a cursor is wrapped, because it leads to its statement. */
  private Object cursor(Object value) {
    return value instanceof ResultSet nested
        ? new MeteredResultSet(nested, null, connection)
        : value;
  }

  private <T> T cursor(T value, Class<T> type) {
    Object cursor = cursor(value);
    return type.isInstance(cursor) ? type.cast(cursor) : value;
  }
}
