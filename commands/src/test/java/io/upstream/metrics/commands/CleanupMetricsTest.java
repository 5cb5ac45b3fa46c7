package io.upstream.metrics.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.snapshots.SnapshotStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class CleanupMetricsTest {

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

  private JdbcDataSource database() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    return source;
  }

  /** One series with a sample for each of the last days, one a day old first. */
  private void fill(int days) throws SQLException {
    new SnapshotStore(database()).createTables();
    try (Connection connection = database().getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement sample =
            connection.prepareStatement("INSERT INTO upstream_metric_sample VALUES (1, ?, 1)")) {
      statement.execute(
          "INSERT INTO upstream_metric_series VALUES (1, '', 'f', 'f', '', CURRENT_TIMESTAMP)");
      for (int day = 1; day <= days; day++) {
        sample.setObject(1, Run.NOW.minus(Duration.ofDays(day)).atOffset(ZoneOffset.UTC));
        sample.executeUpdate();
      }
    }
  }

  private Run clean(Map<String, String> environment, String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "cleanup-metrics";
    words[1] = "--db-url";
    words[2] = url;
    System.arraycopy(more, 0, words, 3, more.length);
    return Run.of(environment, words);
  }

  @Test
  void a_dry_run_counts_and_deletes_nothing() throws Exception {
    fill(30);
    String said = "23 samples are older than 7 days; nothing was deleted\n";
    assertThat(clean(Map.of(), "--dry-run")).isEqualTo(new Run(0, said, ""));
    assertThat(clean(Map.of(), "--dry-run")).isEqualTo(new Run(0, said, ""));
  }

  @Test
  void a_run_deletes_what_is_too_old() throws Exception {
    fill(30);
    assertThat(clean(Map.of(), "--days", "20").out())
        .isEqualTo("deleted 10 samples that were older than 20 days\n");
    assertThat(clean(Map.of("METRICS_RETENTION_DAYS", "15")).out()).startsWith("deleted 5 ");
    assertThat(clean(Map.of()).out()).startsWith("deleted 8 ");
    assertThat(clean(Map.of()).out()).startsWith("deleted 0 ");
  }

  @Test
  void inside_an_application_it_uses_its_database() throws Exception {
    fill(8);
    assertThat(Run.of(null, database(), Map.of(), "cleanup-metrics").out())
        .startsWith("deleted 1 samples");
  }

  @Test
  void a_database_without_snapshots_is_an_error() {
    Run run = clean(Map.of());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("there are no snapshots in this database");
  }

  @Test
  void a_missing_database_is_an_error() {
    Run run = Run.of(Map.of("METRICS_DB_URL", "jdbc:h2:tcp://127.0.0.1:1/x"), "cleanup-metrics");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("the database cannot be asked");
  }
}
