package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.PageText;
import io.upstream.metrics.testing.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Kills a database while it works. */
@Tag("full")
class PostgresFaultsTest {

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private final ExecutorService executor = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    executor.shutdownNow();
    recorder.close();
  }

  @Test
  void a_server_killed_in_a_query_resets_gauge() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      UpstreamDataSource source =
          UpstreamDataSource.wrap(PostgresSource.of(server), "claims", recorder);
      Future<Object> query =
          executor.submit(
              () -> {
                try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                  return statement.execute("SELECT pg_sleep(600)");
                }
              });
      awaitRunning(PostgresSource.of(server), "%pg_sleep%");
      server.kill();
      assertThatThrownBy(query::get).hasRootCauseInstanceOf(java.io.EOFException.class);
      assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
    }
    assertThat(Counts.of(recorder))
        .isEqualTo(Counts.none().executed("select", 1).error("OperationalError"));
    assertThat(sum("django_db_connections_active")).isZero();
    assertThat(sum("django_db_new_connection_errors_total")).isEqualTo(1);
  }

  @Test
  void a_server_killed_in_a_batch_resets_gauge() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      TestDatabase.postgresql(PostgresSource.of(server));
      HikariConfig config = new HikariConfig();
      config.setDataSource(PostgresSource.of(server));
      config.setMaximumPoolSize(2);
      config.setConnectionTimeout(250);
      try (HikariDataSource pool = new HikariDataSource(config);
          Connection lock = PostgresSource.of(server).getConnection();
          Statement locking = lock.createStatement()) {
        lock.setAutoCommit(false);
        locking.execute("LOCK TABLE claims IN ACCESS EXCLUSIVE MODE");
        UpstreamDataSource source = UpstreamDataSource.wrap(pool, "claims", recorder);
        Future<Object> batch =
            executor.submit(
                () -> {
                  try (Connection connection = source.getConnection();
                      PreparedStatement insert =
                          connection.prepareStatement("INSERT INTO claims VALUES (?, ?, ?)")) {
                    for (int i = 0; i < 5; i++) {
                      JdbcSemantics.row(insert, i);
                    }
                    return insert.executeBatch();
                  }
                });
        awaitRunning(PostgresSource.of(server), "INSERT INTO claims%");
        server.kill();
        assertThatThrownBy(batch::get).hasCauseInstanceOf(SQLException.class);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      }
    }
    assertThat(Counts.of(recorder))
        .isEqualTo(Counts.none().rows("insert", 5).batchTimed().error("OperationalError"));
    assertThat(sum("django_db_connections_active")).isZero();
  }

  /** Asks the server itself until it says that it is at it. */
  private static void awaitRunning(PGSimpleDataSource source, String query) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement asking =
            connection.prepareStatement(
                "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE ?"
                    + " AND pid <> pg_backend_pid()")) {
      asking.setString(1, query);
      boolean running = false;
      while (!running) {
        try (ResultSet results = asking.executeQuery()) {
          running = results.next();
        }
      }
    }
  }

  private double sum(String family) {
    return PageText.of(recorder::writePage).sum(family);
  }
}
