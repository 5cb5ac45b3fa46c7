package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.Mode;
import io.upstream.metrics.testing.PageText;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests each row of the table in docs/jdbc.md, on any database. */
abstract class JdbcSemantics {

  TestDatabase database;
  UpstreamRecorder recorder;
  DataSource claims;
  Connection connection;

  /** A database with fresh tables. */
  abstract TestDatabase database() throws Exception;

  DataSource metered(DataSource raw) {
    return UpstreamDataSource.wrap(raw, "claims", recorder);
  }

  @BeforeEach
  void open() throws Exception {
    database = database();
    recorder = UpstreamRecorder.builder().mode(Mode.STRICT).jvm(false).build();
    claims = metered(database.raw());
    connection = claims.getConnection();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    recorder.close();
    assertThat(recorder.strictRefusals()).isEmpty();
  }

  Counts counts() {
    return Counts.of(recorder);
  }

  // --- Statement

  @Test
  void a_statements_query_is_one_execution() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("SELECT 1")) {
      assertThat(results.next()).isTrue();
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("select", 1));
  }

  @Test
  void an_executed_update_is_one_write() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO claims VALUES (1, 'a', 10)");
      statement.executeUpdate("UPDATE claims SET amount = 20 WHERE id = 1");
      statement.executeUpdate("DELETE FROM claims WHERE id = 1");
    }
    assertThat(counts())
        .isEqualTo(
            Counts.none()
                .executed("insert", 1)
                .executed("update", 1)
                .executed("delete", 1)
                .inserted("claims", 1)
                .updated("claims", 1)
                .deleted("claims", 1));
  }

  @Test
  void an_execute_counts_by_its_text() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT id FROM claims");
      statement.execute("CREATE TABLE scratch_table (id INT)");
      statement.execute("DROP TABLE scratch_table");
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("select", 1).executed("ddl", 2));
  }

  @Test
  void a_large_update_is_one_execution() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeLargeUpdate("INSERT INTO claims VALUES (1, 'a', 10)");
    }
    try (PreparedStatement prepared = connection.prepareStatement("UPDATE claims SET amount = ?")) {
      prepared.setInt(1, 5);
      assertThat(prepared.executeLargeUpdate()).isEqualTo(1);
    }
    assertThat(counts())
        .isEqualTo(
            Counts.none()
                .executed("insert", 1)
                .executed("update", 1)
                .inserted("claims", 1)
                .updated("claims", 1));
  }

  @Test
  void a_multi_row_insert_is_one_write() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO claims VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)");
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("insert", 1).inserted("claims", 1));
  }

  @Test
  void a_bulk_update_is_one_write() throws SQLException {
    fill(5);
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE claims SET amount = 0")).isEqualTo(5);
      assertThat(statement.executeUpdate("DELETE FROM claims")).isEqualTo(5);
    }
    assertThat(counts())
        .isEqualTo(
            Counts.none()
                .executed("update", 1)
                .executed("delete", 1)
                .updated("claims", 1)
                .deleted("claims", 1));
  }

  @Test
  void a_quoted_table_keeps_its_case() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO \"Remits\" VALUES (1)");
    }
    assertThat(counts().inserts()).isEqualTo(Map.of("Remits", 1.0));
  }

  // --- PreparedStatement

  @Test
  void executing_counts_and_preparing_does_not() throws SQLException {
    fill(1);
    try (PreparedStatement prepared =
        connection.prepareStatement("SELECT payer FROM claims WHERE id = ?")) {
      assertThat(counts()).isEqualTo(Counts.none());
      for (int i = 0; i < 3; i++) {
        prepared.setInt(1, 0);
        try (ResultSet results = prepared.executeQuery()) {
          assertThat(results.next()).isTrue();
          assertThat(results.getString(1)).isEqualTo("payer");
        }
      }
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("select", 3));
  }

  @Test
  void a_prepared_update_is_one_write() throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO claims VALUES (?, ?, ?)");
        PreparedStatement update = connection.prepareStatement("UPDATE claims SET amount = ?")) {
      insert.setInt(1, 1);
      insert.setString(2, "a");
      insert.setInt(3, 10);
      assertThat(insert.executeUpdate()).isEqualTo(1);
      update.setInt(1, 11);
      assertThat(update.execute()).isFalse();
      assertThat(update.getUpdateCount()).isEqualTo(1);
    }
    assertThat(counts())
        .isEqualTo(
            Counts.none()
                .executed("insert", 1)
                .executed("update", 1)
                .inserted("claims", 1)
                .updated("claims", 1));
  }

  // --- CallableStatement

  @Test
  void a_call_is_one_execution() throws SQLException {
    assumeThat(database.hasCalls()).isTrue();
    try (CallableStatement call = connection.prepareCall("{? = call twice(?)}")) {
      call.registerOutParameter(1, java.sql.Types.INTEGER);
      call.setInt(2, 21);
      call.execute();
      assertThat(call.getInt(1)).isPositive();
      assertThat(call.getObject(1)).isEqualTo(call.getInt(1));
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("call", 1));
  }

  @Test
  void a_call_unknown_to_the_driver_is_refused() {
    assumeThat(database.hasCalls()).isFalse();
    assertThatThrownBy(() -> connection.prepareCall("{call twice(1)}"))
        .isInstanceOf(SQLException.class);
    assertThat(counts().executed()).isZero();
    assertThat(counts().errors()).hasSize(1);
  }

  // --- batches

  @Test
  void a_prepared_batch_counts_rows_and_one_duration() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO claims VALUES (?, ?, ?)")) {
      for (int i = 0; i < 7; i++) {
        row(insert, i);
      }
      assertThat(insert.executeBatch()).hasSize(7);
      assertThat(counts())
          .isEqualTo(Counts.none().rows("insert", 7).batchTimed().inserted("claims", 7));

      row(insert, 7);
      insert.executeBatch();
    }
    assertThat(counts())
        .isEqualTo(Counts.none().rows("insert", 8).batchTimed().batchTimed().inserted("claims", 8));
    assertThat(rowsInClaims()).isEqualTo(8);
  }

  @Test
  void a_large_batch_counts_like_a_batch() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO claims VALUES (?, ?, ?)")) {
      row(insert, 1);
      row(insert, 2);
      assertThat(insert.executeLargeBatch()).hasSize(2);
    }
    assertThat(counts())
        .isEqualTo(Counts.none().rows("insert", 2).batchTimed().inserted("claims", 2));
  }

  @Test
  void an_empty_batch_is_a_duration_only() throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO claims VALUES (?, ?, ?)");
        Statement statement = connection.createStatement()) {
      assertThat(insert.executeBatch()).isEmpty();
      assertThat(statement.executeBatch()).isEmpty();
    }
    assertThat(counts()).isEqualTo(Counts.none().batchTimed().batchTimed());
  }

  @Test
  void rows_that_were_cleared_are_not_counted() throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO claims VALUES (?, ?, ?)");
        Statement statement = connection.createStatement()) {
      row(insert, 1);
      insert.clearBatch();
      row(insert, 2);
      insert.executeBatch();
      statement.addBatch("DELETE FROM claims");
      statement.clearBatch();
      statement.addBatch("UPDATE claims SET amount = 1");
      statement.executeBatch();
    }
    assertThat(counts())
        .isEqualTo(
            Counts.none()
                .rows("insert", 1)
                .rows("update", 1)
                .batchTimed()
                .batchTimed()
                .inserted("claims", 1)
                .updated("claims", 1));
  }

  @Test
  void a_mixed_batch_counts_by_row() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("INSERT INTO claims VALUES (1, 'a', 1)");
      statement.addBatch("INSERT INTO claims VALUES (2, 'b', 2)");
      statement.addBatch("UPDATE claims SET amount = 3");
      statement.addBatch("INSERT INTO \"Remits\" VALUES (1)");
      statement.addBatch("DELETE FROM claims WHERE id = 2");
      assertThat(statement.executeBatch()).containsExactly(1, 1, 2, 1, 1);
    }
    assertThat(counts())
        .isEqualTo(
            Counts.none()
                .rows("insert", 3)
                .rows("update", 1)
                .rows("delete", 1)
                .batchTimed()
                .inserted("claims", 2)
                .inserted("Remits", 1)
                .updated("claims", 1)
                .deleted("claims", 1));
  }

  // --- failures

  @Test
  void a_failed_execution_counts_without_a_write() throws SQLException {
    fill(1);
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO claims VALUES (0, 'x', 1)"))
          .isInstanceOf(SQLException.class);
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("insert", 1).error("IntegrityError"));
  }

  @Test
  void a_failed_prepared_execution_counts_the_same() throws SQLException {
    fill(1);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO claims VALUES (?, ?, ?)")) {
      set(insert, 0);
      assertThatThrownBy(insert::executeUpdate).isInstanceOf(SQLException.class);
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("insert", 1).error("IntegrityError"));
  }

  @Test
  void a_failed_batch_counts_rows_and_one_error() throws SQLException {
    fill(1);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO claims VALUES (?, ?, ?)")) {
      row(insert, 1);
      row(insert, 0);
      row(insert, 2);
      assertThatThrownBy(insert::executeBatch).isInstanceOf(SQLException.class);
    }
    assertThat(counts())
        .isEqualTo(Counts.none().rows("insert", 3).batchTimed().error("IntegrityError"));
  }

  @Test
  void bad_sql_is_a_failed_execution() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM nowhere"))
          .isInstanceOf(SQLException.class);
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("select", 1).error("ProgrammingError"));
  }

  @Test
  void bad_sql_fails_where_the_driver_reports_it() throws SQLException {
    if (database.refusesAtPrepare()) {
      assertThatThrownBy(() -> connection.prepareStatement("SELECT * FROM nowhere"))
          .isInstanceOf(SQLException.class);
      assertThat(counts()).isEqualTo(Counts.none().error("ProgrammingError"));
    } else {
      try (PreparedStatement bad = connection.prepareStatement("SELECT * FROM nowhere")) {
        assertThatThrownBy(bad::executeQuery).isInstanceOf(SQLException.class);
      }
      assertThat(counts()).isEqualTo(Counts.none().executed("select", 1).error("ProgrammingError"));
    }
  }

  // --- generated keys, results

  @Test
  void generated_keys_are_no_execution_of_their_own() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO letters (payer) VALUES ('a')", Statement.RETURN_GENERATED_KEYS);
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
        assertThat(keys.getInt(1)).isPositive();
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO letters (payer) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, "b");
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
      }
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("insert", 2).inserted("letters", 2));
  }

  @Test
  void fetching_results_is_no_execution() throws SQLException {
    fill(3);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT id FROM claims");
      try (ResultSet results = statement.getResultSet()) {
        while (results.next()) {
          results.getInt("id");
        }
      }
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
    }
    assertThat(counts()).isEqualTo(Counts.none().executed("select", 1));
  }

  // --- transactions

  @Test
  void commit_rollback_and_savepoints_are_no_executions() throws SQLException {
    connection.setAutoCommit(false);
    Savepoint savepoint = connection.setSavepoint("a");
    connection.rollback(savepoint);
    connection.releaseSavepoint(connection.setSavepoint());
    connection.commit();
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(counts()).isEqualTo(Counts.none());
  }

  @Test
  void what_was_rolled_back_was_counted() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO claims VALUES (1, 'a', 1)");
    }
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(counts()).isEqualTo(Counts.none().executed("insert", 1).inserted("claims", 1));
  }

  @Test
  void a_transaction_statement_is_an_execution() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO claims VALUES (1, 'a', 1)");
      statement.execute("SAVEPOINT a");
      statement.execute("ROLLBACK TO SAVEPOINT a");
    }
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(counts())
        .isEqualTo(
            Counts.none().executed("insert", 1).executed("transaction", 2).inserted("claims", 1));
  }

  // --- connections

  @Test
  void a_connection_is_active_until_first_close() throws SQLException {
    Connection second = claims.getConnection();
    assertThat(active()).isEqualTo(2);
    for (int i = 0; i < 3; i++) {
      second.close();
      assertThat(active()).isEqualTo(1);
    }
    connection.close();
    assertThat(active()).isZero();
    assertThat(sum("django_db_new_connections_total")).isEqualTo(2);
  }

  @Test
  void an_aborted_connection_is_not_active() throws SQLException {
    Connection second = claims.getConnection();
    second.abort(Runnable::run);
    assertThat(active()).isEqualTo(1);
    second.close();
    assertThat(active()).isEqualTo(1);
  }

  // --- labels, and the way back

  @Test
  void everything_carries_the_alias_and_the_vendor() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
    String[] labels = {"alias=\"claims\"", "vendor=\"" + database.vendor() + "\""};
    PageText page = PageText.of(recorder::writePage);
    assertThat(page.sum("django_db_execute_total", labels)).isEqualTo(1);
    assertThat(page.sum("django_db_query_duration_seconds_count", labels)).isEqualTo(1);
    assertThat(page.sum("django_db_queries_total", labels)).isEqualTo(1);
    assertThat(page.sum("django_db_connections_active", labels)).isEqualTo(1);
    assertThat(page.sum("django_db_new_connections_total", labels)).isEqualTo(1);
  }

  @Test
  void no_object_leads_around_the_metered_connection() throws SQLException {
    try (Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 1");
        ResultSet results = statement.executeQuery("SELECT 1")) {
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(prepared.getConnection()).isSameAs(connection);
      assertThat(results.getStatement()).isSameAs(statement);
      assertThat(prepared.executeQuery().getStatement()).isSameAs(prepared);
    }
    try (Statement insert = connection.createStatement()) {
      insert.executeUpdate(
          "INSERT INTO letters (payer) VALUES ('a')", Statement.RETURN_GENERATED_KEYS);
      try (ResultSet keys = insert.getGeneratedKeys()) {
        if (keys.getStatement() != null) { // SQLite's keys have none
          assertThat(keys.getStatement()).isSameAs(insert);
        }
      }
    }
    DatabaseMetaData metaData = connection.getMetaData();
    assertThat(metaData.getConnection()).isSameAs(connection);
    try (ResultSet tables = metaData.getTables(null, null, "%", null)) {
      assertThat(tables.next()).isTrue();
      Statement behind = tables.getStatement();
      if (behind != null) {
        assertThat(behind.getConnection()).isSameAs(connection);
      }
    }
  }

  @Test
  void unwrap_reaches_the_drivers_own_types() throws SQLException {
    try (Connection raw = database.raw().getConnection();
        Statement statement = connection.createStatement();
        Statement rawStatement = raw.createStatement();
        ResultSet results = statement.executeQuery("SELECT 1")) {
      assertThat(connection.isWrapperFor(raw.getClass())).isTrue();
      assertThat(connection.unwrap(raw.getClass())).isInstanceOf(raw.getClass());
      assertThat(statement.unwrap(rawStatement.getClass())).isInstanceOf(rawStatement.getClass());
      assertThat(results.unwrap(ResultSet.class)).isSameAs(results);
      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
      assertThat(claims.unwrap(database.raw().getClass())).isSameAs(database.raw());
      assertThat(claims.isWrapperFor(database.raw().getClass())).isTrue();
    }
  }

  // --- help

  /** Rows that are not counted. */
  void fill(int rows) throws SQLException {
    try (Connection raw = database.raw().getConnection();
        PreparedStatement insert = raw.prepareStatement("INSERT INTO claims VALUES (?, ?, ?)")) {
      for (int i = 0; i < rows; i++) {
        set(insert, i);
        insert.executeUpdate();
      }
    }
  }

  static void set(PreparedStatement insert, int id) throws SQLException {
    insert.setInt(1, id);
    insert.setString(2, "payer");
    insert.setInt(3, id * 10);
  }

  static void row(PreparedStatement insert, int id) throws SQLException {
    set(insert, id);
    insert.addBatch();
  }

  int rowsInClaims() throws SQLException {
    try (Connection raw = database.raw().getConnection();
        Statement statement = raw.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM claims")) {
      count.next();
      return count.getInt(1);
    }
  }

  double active() {
    return sum("django_db_connections_active");
  }

  double sum(String family) {
    return PageText.of(recorder::writePage).sum(family);
  }
}
