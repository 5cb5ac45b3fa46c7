package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("full")
class PostgresSemanticsTest extends JdbcSemantics {

  @Override
  TestDatabase database() throws Exception {
    return TestDatabase.postgresql(source());
  }

  PGSimpleDataSource source() throws Exception {
    return PostgresSource.shared();
  }

  @Test
  void several_results_of_one_text_are_one_execution() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.execute("SELECT 1; SELECT 2; SELECT 3")).isTrue();
      int results = 1;
      while (statement.getMoreResults()) {
        try (ResultSet next = statement.getResultSet()) {
          assertThat(next.getStatement()).isSameAs(statement);
        }
        results++;
      }
      assertThat(results).isEqualTo(3);
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("select", 1));
  }

  @Test
  void a_cte_is_what_its_main_verb_is() throws SQLException {
    fill(2);
    try (Statement statement = connection.createStatement()) {
      statement.execute("WITH moved AS (DELETE FROM claims RETURNING id) SELECT * FROM moved");
      statement.execute("WITH one AS (SELECT 1 AS id) INSERT INTO \"Remits\" SELECT id FROM one");
    }
    assertThat(counts())
        .isEqualTo(Counts.none().executed("select", 1).executed("insert", 1).inserted("Remits", 1));
  }

  @Test
  void a_cursor_parameter_returns_its_statement() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE FUNCTION late() RETURNS refcursor AS $$"
              + " DECLARE c refcursor; BEGIN OPEN c FOR SELECT 1; RETURN c; END $$ LANGUAGE plpgsql");
    }
    connection.setAutoCommit(false);
    try (CallableStatement call = connection.prepareCall("{? = call late()}")) {
      call.registerOutParameter(1, Types.REF_CURSOR);
      call.execute();
      try (ResultSet cursor = (ResultSet) call.getObject(1)) {
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.getStatement()).isSameAs(call);
        assertThat(call.getObject(1, ResultSet.class)).isSameAs(cursor);
      }
    }
    connection.setAutoCommit(true);
    assertThat(counts()).isEqualTo(Counts.none().executed("ddl", 1).executed("call", 1));
  }

  @Test
  void a_slow_statement_is_a_timeout() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET statement_timeout = 5");
      assertThatThrownBy(() -> statement.executeQuery("SELECT pg_sleep(60)"))
          .isInstanceOf(SQLException.class);
    }
    assertThat(counts())
        .isEqualTo(Counts.none().executed("other", 1).executed("select", 1).error("TimeoutError"));
  }

  @Test
  void every_kind_of_error_is_classified() throws SQLException {
    Map<String, String> kinds =
        Map.of(
            "23505", "IntegrityError",
            "22012", "DataError",
            "42601", "ProgrammingError",
            "3F000", "ProgrammingError",
            "40001", "OperationalError",
            "53300", "OperationalError",
            "57014", "TimeoutError",
            "0A000", "NotSupportedError",
            "XX000", "InternalError",
            "P0001", "DatabaseError");
    for (Map.Entry<String, String> kind : kinds.entrySet()) {
      double before = counts().errors().getOrDefault(kind.getValue(), 0.0);
      try (Statement statement = connection.createStatement()) {
        assertThatThrownBy(
                () ->
                    statement.execute(
                        "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '"
                            + kind.getKey()
                            + "'; END $$"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(kind.getKey()));
      }
      assertThat(counts().errors().get(kind.getValue())).as(kind.getKey()).isEqualTo(before + 1);
    }
  }

  @Test
  void the_drivers_copy_is_reached_through_unwrap() throws Exception {
    long rows =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY claims FROM STDIN", new StringReader("1\ta\t10\n2\tb\t20\n"));
    assertThat(rows).isEqualTo(2);
    assertThat(counts()).isEqualTo(Counts.none());
  }

  @Test
  void the_drivers_statement_is_reached_through_unwrap() throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      prepared.unwrap(PGStatement.class).setPrepareThreshold(1);
      assertThat(prepared.isWrapperFor(PGStatement.class)).isTrue();
    }
  }
}
