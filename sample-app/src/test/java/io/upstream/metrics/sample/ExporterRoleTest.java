package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creates the role of {@code monitoring/postgres/exporter-role.sh} on Debian's PostgreSQL. */
@Tag("full")
class ExporterRoleTest {

  private static final String PASSWORD = "it's one with a quote";
  private static final Path SCRIPT =
      Path.of("..", "monitoring", "postgres", "exporter-role.sh").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  void the_exporters_role_reads_statistics_and_nothing_else() throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Connection owner = connect(server, "test", "")) {
      run(owner, Files.readString(Path.of("src", "main", "resources", "schema.sql")));
      makeRole(server);

      assertThat(one(owner, "SELECT rolpassword FROM pg_authid WHERE rolname = 'exporter'"))
          .startsWith("SCRAM-SHA-256$");
      try (Connection exporter = connect(server, "exporter", PASSWORD)) {
        // What the exporter's default collectors ask for, sessions of other roles among it.
        for (String statistics :
            List.of(
                "SELECT count(*) > 0 FROM pg_stat_database WHERE numbackends > 0",
                "SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = 'test' AND state <> ''",
                "SELECT pg_database_size(current_database()) > 0",
                "SELECT count(*) > 0 FROM pg_settings",
                "SELECT count(*) > 0 FROM pg_stat_user_tables WHERE relname = 'claim'",
                "SELECT count(*) >= 0 FROM pg_stat_replication",
                "SELECT sum(size) > 0 FROM pg_ls_waldir()",
                "SELECT count(*) > 0 FROM pg_locks")) {
          assertThat(one(exporter, statistics)).as(statistics).isEqualTo("t");
        }
        for (String forbidden :
            List.of(
                "SELECT * FROM claim",
                "SELECT * FROM alert",
                "SELECT nextval('claim_ids')",
                "INSERT INTO claim (id) VALUES (1)",
                "DELETE FROM claim",
                "DROP TABLE claim",
                "CREATE TABLE own (id int)",
                "CREATE TEMPORARY TABLE own (id int)",
                "CREATE SCHEMA own",
                "CREATE ROLE another",
                "CREATE DATABASE another",
                "ALTER ROLE exporter SUPERUSER",
                "SELECT rolpassword FROM pg_authid",
                "SELECT pg_read_file('/etc/passwd')",
                "COPY (SELECT 1) TO '/tmp/exporter'",
                "COPY (SELECT 1) TO PROGRAM 'true'")) {
          assertThatThrownBy(() -> run(exporter, forbidden))
              .as(forbidden)
              .isInstanceOf(SQLException.class)
              .hasMessageMatching("(?s).*(permission denied|must be|read-only transaction).*");
        }
        try (Connection second = connect(server, "exporter", PASSWORD);
            Connection third = connect(server, "exporter", PASSWORD)) {
          assertThat(second.isValid(1) && third.isValid(1)).isTrue();
          assertThatThrownBy(() -> connect(server, "exporter", PASSWORD).close())
              .hasMessageContaining("too many connections for role");
        }
      }
      // The application's own role is as it was.
      run(owner, "CREATE TEMPORARY TABLE own (id int)");
    }
  }

  /** As PostgreSQL's image runs it. */
  private void makeRole(PostgresServer server) throws Exception {
    ProcessBuilder script = new ProcessBuilder("sh", SCRIPT.toString());
    script
        .environment()
        .putAll(
            Map.of(
                "PGHOST", "localhost",
                "PGPORT", "" + server.port(),
                "POSTGRES_USER", "test",
                "POSTGRES_DB", "postgres",
                "POSTGRES_EXPORTER_PASSWORD", PASSWORD));
    Path output = folder.resolve("script");
    assertThat(script.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor())
        .as(Files.readString(output))
        .isZero();
    assertThat(Files.readString(output)).doesNotContain(PASSWORD);
  }

  private static Connection connect(PostgresServer server, String user, String password)
      throws SQLException {
    return DriverManager.getConnection(server.url(), user, password);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }
}
