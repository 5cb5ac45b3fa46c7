package io.upstream.metrics.jdbc;

import io.upstream.metrics.testing.PostgresServer;
import org.postgresql.ds.PGSimpleDataSource;

/** Data sources of a server that a test has started. */
final class PostgresSource {

  static {
    // As in production: one of the driver's own assertions fails where a server dies in a batch.
    PostgresSource.class.getClassLoader().setPackageAssertionStatus("org.postgresql", false);
  }

  private PostgresSource() {}

  /** Returns a data source of the server that all tests of this JVM share. */
  static PGSimpleDataSource shared() throws Exception {
    return of(PostgresServer.shared());
  }

  /** Returns a data source of a server. */
  static PGSimpleDataSource of(PostgresServer server) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(server.url());
    source.setUser("test");
    return source;
  }
}
