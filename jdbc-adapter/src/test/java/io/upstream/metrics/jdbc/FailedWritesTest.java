package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.testing.PageText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Checks that only a successful write names a model. */
class FailedWritesTest {

  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder().jvm(false).budget(ModelName.class, 1).build();

  @Test
  void writes_that_fail_name_no_model() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 300; i++) {
        String table = "nosuch_" + i;
        assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO " + table + " VALUES (1)"))
            .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM " + table))
            .isInstanceOf(SQLException.class);
      }
      assertThat(recorder.guard(ModelName.class).spent()).isZero();
      assertThat(PageText.of(recorder::writePage).text()).doesNotContain("nosuch");
      statement.executeUpdate("INSERT INTO claims VALUES (1, 'a', 10)");
    }
    assertThat(PageText.of(recorder::writePage).text())
        .contains("django_model_inserts_total{model=\"claims\"} 1.0");
  }

  @Test
  void batches_that_fail_name_no_model() throws SQLException {
    try (Connection connection = connect()) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("CREATE TABLE unique_ids (id INT PRIMARY KEY)");
        statement.executeUpdate("CREATE TABLE other_ids (id INT CHECK (id > 5))");
      }
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO other_ids VALUES (?)")) {
        for (int i = 0; i < 3; i++) {
          insert.setInt(1, i);
          insert.addBatch();
        }
        assertThatThrownBy(insert::executeBatch).isInstanceOf(SQLException.class);
      }
      assertThat(recorder.guard(ModelName.class).spent()).isZero();
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO unique_ids VALUES (?)")) {
        insert.setInt(1, 1);
        insert.addBatch();
        insert.executeBatch();
      }
    }
    assertThat(PageText.of(recorder::writePage).text())
        .contains("django_model_inserts_total{model=\"unique_ids\"} 1.0")
        .doesNotContain("model=\"_OTHER\"");
  }

  private Connection connect() throws SQLException {
    return UpstreamDataSource.wrap(TestDatabase.h2().raw(), "claims", recorder).getConnection();
  }
}
