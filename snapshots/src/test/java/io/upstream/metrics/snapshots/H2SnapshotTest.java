package io.upstream.metrics.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.testing.PageText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class H2SnapshotTest extends SnapshotSemantics {

  private static JdbcDataSource h2(String name) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
    return source;
  }

  @Override
  DataSource database() {
    return h2("snapshots");
  }

  @Test
  void nothing_is_stored_unless_it_is_switched_on() throws SQLException {
    JdbcDataSource source = h2("off");
    try (UpstreamRecorder off = settings(Map.of()).build();
        MetricsSnapshots snapshots =
            MetricsSnapshots.of(off, source).interval(Duration.ofMillis(1)).start()) {
      assertThat(snapshots.isOn()).isFalse();
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM " + SnapshotSchema.SAMPLES))
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void once_switched_on_it_stores_at_its_interval() throws Exception {
    JdbcDataSource source = h2("on");
    try (MetricsSnapshots snapshots =
        MetricsSnapshots.of(recorder, source).interval(Duration.ofMillis(20)).start()) {
      assertThat(snapshots.isOn()).isTrue();
      SnapshotStore store = new SnapshotStore(source);
      store.createTables();
      long end = System.nanoTime() + 30_000_000_000L;
      while (taken(source) < 2 && System.nanoTime() < end) {
        LockSupport.parkNanos(10_000_000);
      }
      assertThat(taken(source)).isGreaterThanOrEqualTo(2);
    }
  }

  private static int taken(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT COUNT(DISTINCT taken_at) FROM " + SnapshotSchema.SAMPLES)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void recording_does_not_wait_for_the_database() throws Exception {
    JdbcDataSource source = h2("hangs");
    try (MetricsSnapshots snapshots =
            MetricsSnapshots.of(recorder, source).interval(Duration.ofHours(1)).start();
        Connection holder = source.getConnection();
        Statement statement = holder.createStatement()) {
      assertThat(snapshots.store()).isTrue();
      holder.setAutoCommit(false);
      statement.execute("DROP TABLE " + SnapshotSchema.SAMPLES); // and holds it until the end
      Thread waiting = new Thread(snapshots::store);
      waiting.start();
      for (int i = 0; i < 10_000; i++) {
        recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("acme"));
      }
      assertThat(PageText.of(recorder::writePage).text()).contains("severity=\"high\"} 10000.0");
      holder.rollback();
      waiting.join(30_000);
      assertThat(waiting.isAlive()).isFalse();
    }
  }

  @Test
  void what_cannot_be_stored_is_counted() {
    JdbcDataSource broken = new JdbcDataSource();
    broken.setURL("jdbc:h2:tcp://127.0.0.1:1/nobody");
    try (MetricsSnapshots snapshots = MetricsSnapshots.of(recorder, broken).start()) {
      assertThat(snapshots.store()).isFalse();
      assertThat(snapshots.cleanUp()).isFalse();
    }
    assertThat(PageText.of(recorder::writePage).text())
        .contains("upstream_metrics_push_failures_total{target=\"snapshot\"} 2.0");
  }

  @Test
  void a_retention_that_cannot_be_stops_the_start() {
    try (UpstreamRecorder odd = settings(Map.of("METRICS_RETENTION_DAYS", "a week")).build()) {
      assertThatThrownBy(() -> MetricsSnapshots.of(odd, h2("odd")))
          .hasMessageContaining("METRICS_RETENTION_DAYS=a week");
    }
    try (UpstreamRecorder brief = settings(Map.of("METRICS_RETENTION_DAYS", "3")).build()) {
      assertThat(MetricsSnapshots.retention(brief.settings())).isEqualTo(Duration.ofDays(3));
    }
    for (String days : List.of("0", "36501", "9223372036854775807")) {
      try (UpstreamRecorder beyond = settings(Map.of("METRICS_RETENTION_DAYS", days)).build()) {
        assertThatThrownBy(() -> MetricsSnapshots.retention(beyond.settings()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("METRICS_RETENTION_DAYS=" + days + ": expected");
      }
    }
    assertThat(MetricsSnapshots.retention(recorder.settings())).isEqualTo(Duration.ofDays(7));
  }
}
