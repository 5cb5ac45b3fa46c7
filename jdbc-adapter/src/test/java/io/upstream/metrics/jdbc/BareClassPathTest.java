package io.upstream.metrics.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Run by itself, on a class path that has neither HikariCP nor Hibernate; see the pom. */
@Tag("bare")
class BareClassPathTest {

  @Test
  void wrapping_needs_neither_hikari_nor_hibernate() throws Exception {
    assertThatThrownBy(() -> Class.forName("com.zaxxer.hikari.HikariDataSource"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> Class.forName("org.hibernate.SessionFactory"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThatThrownBy(() -> Class.forName("jakarta.persistence.Entity"))
        .isInstanceOf(ClassNotFoundException.class);

    UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
    try (UpstreamDataSource source =
            UpstreamDataSource.wrap(TestDatabase.h2().raw(), "claims", recorder);
        Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO claims VALUES (1, 'a', 1)");
      assertThat(Counts.of(recorder))
          .isEqualTo(Counts.none().executed("insert", 1).inserted("claims", 1));
    } finally {
      recorder.close();
    }
  }
}
