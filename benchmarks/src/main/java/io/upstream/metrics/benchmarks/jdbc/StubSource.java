package io.upstream.metrics.benchmarks.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;

/** A driver of about a nanosecond a call: one connection, one statement, one result set. */
@NullUnmarked
final class StubSource implements DataSource {

  private final Connection connection =
      new StubConnection(
          new StubStatement(answering(ResultSet.class)), answering(DatabaseMetaData.class));

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public Connection getConnection(String username, String password) {
    return connection;
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.cast(this);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  /** Objects that no benchmark calls in its loop may be reflective. */
  private static <T> T answering(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            StubSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) ->
                switch (method.getReturnType().getName()) {
                  case "boolean" -> false;
                  case "int" -> 0;
                  case "long" -> 0L;
                  case "java.lang.String" -> "H2";
                  default -> null;
                }));
  }
}
