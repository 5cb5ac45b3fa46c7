package io.upstream.metrics.jdbc;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Closes a data source, whichever way it has. */
final class Closing {

  private Closing() {}

  static void close(DataSource source) throws IOException {
    try {
      if (source instanceof AutoCloseable closeable) {
        closeable.close();
      } else if (source.isWrapperFor(AutoCloseable.class)) {
        source.unwrap(AutoCloseable.class).close();
      } else {
        closeByName(source);
      }
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }

  /** Tomcat's pool has a public close() and no interface that says so. */
  private static void closeByName(DataSource source) throws Exception {
    try {
      source.getClass().getMethod("close").invoke(source);
    } catch (NoSuchMethodException | IllegalAccessException none) {
      // There is nothing to close: a driver's own data source holds no connection.
      return;
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw failure;
    }
  }
}
