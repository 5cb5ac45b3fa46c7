package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.upstream.metrics.UpstreamRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamDataSourceTest {

  private static final String WHERE = "{alias=\"claims\",vendor=\"h2\"} ";

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private Connection connection;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:");
    DataSource claims = UpstreamDataSource.wrap(h2, "claims", recorder);
    connection = claims.getConnection();
    statement = connection.createStatement();
    statement.execute("CREATE TABLE claim(id INT PRIMARY KEY)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    recorder.close();
  }

  @Test
  void statements_are_counted_by_what_they_do() throws Exception {
    statement.executeUpdate("INSERT INTO claim VALUES (1)");
    statement.executeQuery("SELECT * FROM claim");
    statement.executeQuery("  select 1");

    assertThat(page())
        .contains("django_db_execute_total" + WHERE + "4.0\n")
        .contains("django_db_query_duration_seconds_count" + WHERE + "4\n")
        .contains("operation=\"ddl\",vendor=\"h2\"} 1.0\n")
        .contains("operation=\"insert\",vendor=\"h2\"} 1.0\n")
        .contains("operation=\"select\",vendor=\"h2\"} 2.0\n");
  }

  @Test
  void a_batch_counts_its_rows_and_is_timed_once() throws Exception {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO claim VALUES (?)")) {
      for (int id = 0; id < 3; id++) {
        insert.setInt(1, id);
        insert.addBatch();
      }
      insert.executeBatch();
    }

    assertThat(page())
        .contains("django_db_execute_many_total" + WHERE + "3.0\n")
        .contains("django_db_query_duration_seconds_count" + WHERE + "2\n");
  }

  @Test
  void a_failure_reaches_the_caller_and_is_counted_by_type() throws Exception {
    statement.executeUpdate("INSERT INTO claim VALUES (1)");

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> statement.executeUpdate("INSERT INTO claim VALUES (1)"))
        .satisfies(e -> assertThat(e.getSQLState()).startsWith("23"));

    assertThat(page())
        .contains(
            "django_db_errors_total{alias=\"claims\",type=\"IntegrityError\",vendor=\"h2\"} 1.0\n");
  }

  private String page() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    recorder.writePage(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
