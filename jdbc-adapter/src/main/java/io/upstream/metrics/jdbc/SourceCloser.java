package io.upstream.metrics.jdbc;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Closes a data source in the way that it supports. */
final class SourceCloser {

  private SourceCloser() {}

  static void close(DataSource source) throws IOException {
    try {
      if (source instanceof AutoCloseable closeable) {
        closeable.close();
      } else if (!closeByName(source) && source.isWrapperFor(AutoCloseable.class)) {
        source.unwrap(AutoCloseable.class).close();
      }
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }

  /**
   * Closes a source by its public close(), if it has one. Tomcat's pool has one without an
   * interface for it, and its unwrap returns the data source beneath it.
   */
  private static boolean closeByName(DataSource source) throws Exception {
    try {
      source.getClass().getMethod("close").invoke(source);
      return true;
    } catch (NoSuchMethodException | IllegalAccessException none) {
      return false; // a driver's own data source has no connections to close
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw failure;
    }
  }
}
