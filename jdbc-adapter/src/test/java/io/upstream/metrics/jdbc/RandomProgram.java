package io.upstream.metrics.jdbc;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

/** Calls of JDBC in a random order, good and bad, and a protocol of all that came back. */
final class RandomProgram {

  private static final List<String> TEXTS =
      List.of(
          "SELECT id, payer, amount FROM claims ORDER BY id",
          "SELECT count(*) FROM claims",
          "INSERT INTO claims VALUES (%d, 'a', 1)",
          "INSERT INTO claims VALUES (%d, 'b', 2), (%d, 'c', 3)",
          "UPDATE claims SET amount = amount + %d",
          "UPDATE claims SET amount = 1 / (amount - amount) WHERE id = %d",
          "DELETE FROM claims WHERE id = %d",
          "INSERT INTO letters (payer) VALUES ('x%d')",
          "SELECT * FROM nowhere",
          "SELEKT 1",
          "",
          "CREATE TABLE claims (id INT)",
          "INSERT INTO \"Remits\" VALUES (%d)");

  private static final List<String> PREPARED =
      List.of(
          "INSERT INTO claims VALUES (?, ?, ?)",
          "UPDATE claims SET payer = ?, amount = ? WHERE id = ?",
          "SELECT id, payer FROM claims WHERE id = ?",
          "DELETE FROM claims WHERE amount = ?",
          "SELECT * FROM nowhere",
          "INSERT INTO letters (payer) VALUES (?)");

  private final Random random;
  private final Connection connection;
  private final StringBuilder protocol = new StringBuilder();
  private final Deque<Statement> statements = new ArrayDeque<>();
  private final Deque<PreparedStatement> prepared = new ArrayDeque<>();
  private Savepoint savepoint;

  private interface Step {
    Object run() throws SQLException;
  }

  private RandomProgram(Connection connection, int seed) {
    this.connection = connection;
    this.random = new Random(seed);
  }

  static String run(DataSource source, int seed) throws SQLException {
    try (Connection connection = source.getConnection()) {
      RandomProgram program = new RandomProgram(connection, seed);
      for (int i = 0; i < 60; i++) {
        program.step();
      }
      program.finish();
      return program.protocol.toString();
    }
  }

  private void step() {
    switch (random.nextInt(24)) {
      case 0 ->
          note("createStatement", () -> push(statements, connection.createStatement()).isClosed());
      case 1 -> {
        String sql = pick(PREPARED);
        note(
            "prepare " + sql,
            () ->
                push(prepared, connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS))
                    .isClosed());
      }
      case 2, 3, 4 -> {
        String sql = text();
        note("execute " + sql, () -> results(statement(), statement().execute(sql)));
      }
      case 5, 6 -> {
        String sql = text();
        note("executeQuery " + sql, () -> rows(statement().executeQuery(sql)));
      }
      case 7, 8 -> {
        String sql = text();
        note(
            "executeUpdate " + sql,
            () -> statement().executeUpdate(sql, Statement.RETURN_GENERATED_KEYS));
      }
      case 9 -> {
        String sql = text();
        note(
            "addBatch " + sql,
            () -> {
              statement().addBatch(sql);
              return null;
            });
      }
      case 10 -> note("executeBatch", () -> Arrays.toString(statement().executeBatch()));
      case 11 ->
          note(
              "clearBatch",
              () -> {
                statement().clearBatch();
                return null;
              });
      case 12, 13, 14 -> {
        set();
        note("execute", () -> results(prepared(), prepared().execute()));
      }
      case 15 -> {
        set();
        note("executeQuery", () -> rows(prepared().executeQuery()));
      }
      case 16 -> {
        set();
        note("executeUpdate", () -> prepared().executeUpdate());
      }
      case 17 -> {
        for (int n = random.nextInt(4); n >= 0; n--) {
          set();
          note(
              "addBatch",
              () -> {
                prepared().addBatch();
                return null;
              });
        }
        note("executeBatch", () -> Arrays.toString(prepared().executeBatch()));
      }
      case 18 -> note("keys", () -> rows(prepared().getGeneratedKeys()));
      case 19 -> {
        boolean auto = random.nextBoolean();
        note(
            "autoCommit " + auto,
            () -> {
              connection.setAutoCommit(auto);
              return connection.getAutoCommit();
            });
      }
      case 20 ->
          note(
              "commit or rollback",
              () -> {
                if (random.nextBoolean()) {
                  connection.commit();
                } else {
                  connection.rollback();
                }
                return null;
              });
      case 21 ->
          note(
              "savepoint",
              () -> {
                if (savepoint == null) {
                  savepoint = connection.setSavepoint("s");
                } else {
                  Savepoint back = savepoint;
                  savepoint = null;
                  connection.rollback(back);
                }
                return null;
              });
      case 22 ->
          note(
              "state",
              () ->
                  List.of(
                      statement().isClosed(),
                      statement().getFetchSize(),
                      statement().getMaxRows(),
                      connection.isClosed(),
                      connection.isReadOnly(),
                      connection.getTransactionIsolation(),
                      connection.getMetaData().getDatabaseProductName()));
      default -> {
        if (random.nextInt(3) == 0) {
          note(
              "close",
              () -> {
                statement().close();
                return statement().isClosed();
              });
        }
      }
    }
    note("warnings", () -> warnings(connection.getWarnings()));
  }

  private void finish() {
    note(
        "table",
        () -> {
          if (!connection.getAutoCommit()) {
            connection.rollback();
          }
          try (Statement last = connection.createStatement()) {
            return rows(last.executeQuery("SELECT * FROM claims ORDER BY id"));
          }
        });
  }

  private void note(String what, Step step) {
    String came;
    try {
      came = String.valueOf(step.run());
    } catch (SQLException e) {
      came = said(e);
    } catch (RuntimeException e) {
      came = e.toString();
    }
    protocol.append(what).append(" -> ").append(came).append('\n');
  }

  private static String said(SQLException e) {
    String counts =
        e instanceof BatchUpdateException batch ? Arrays.toString(batch.getUpdateCounts()) : "";
    SQLException next = e.getNextException();
    return e.getClass().getName()
        + " "
        + e.getSQLState()
        + " "
        + e.getErrorCode()
        + " "
        + e.getMessage()
        + counts
        + (next == null ? "" : " then " + said(next));
  }

  private static String warnings(SQLWarning warning) {
    return warning == null ? "none" : said(warning);
  }

  private static Object results(Statement statement, boolean query) throws SQLException {
    return query ? rows(statement.getResultSet()) : statement.getUpdateCount();
  }

  private static String rows(ResultSet results) throws SQLException {
    StringBuilder rows = new StringBuilder();
    ResultSetMetaData columns = results.getMetaData();
    while (results.next()) {
      rows.append(results.getRow()).append(':');
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        rows.append(results.getString(i)).append(results.wasNull() ? "(null)," : ",");
      }
    }
    results.close();
    return rows.append(results.isClosed()).toString();
  }

  private void set() {
    int id = random.nextInt(12);
    note(
        "set " + id,
        () -> {
          int parameters = prepared().getParameterMetaData().getParameterCount();
          for (int i = 1; i <= parameters; i++) {
            prepared().setInt(i, id);
          }
          return parameters;
        });
  }

  private String text() {
    int id = random.nextInt(12);
    return String.format(pick(TEXTS), id, id + 1);
  }

  private String pick(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private Statement statement() throws SQLException {
    return statements.isEmpty()
        ? push(statements, connection.createStatement())
        : statements.peek();
  }

  private PreparedStatement prepared() throws SQLException {
    return prepared.isEmpty()
        ? push(prepared, connection.prepareStatement("SELECT count(*) FROM claims WHERE id = ?"))
        : prepared.peek();
  }

  private static <S extends Statement> S push(Deque<S> open, S statement) {
    open.push(statement);
    return statement;
  }
}
