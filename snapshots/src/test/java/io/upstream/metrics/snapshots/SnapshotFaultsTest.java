package io.upstream.metrics.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.Stub;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.testing.LogListener;
import io.upstream.metrics.testing.PageText;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.LogRecord;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Injects faults into the database of snapshots; they affect the snapshots only. */
@Timeout(60)
class SnapshotFaultsTest {

  private static final int EVENTS = 1_000;

  private final UpstreamRecorder recorder =
      SnapshotSemantics.settings(Map.of("METRICS_STORE_IN_DB", "true")).build();

  @AfterEach
  void close() {
    FullDisk.FULL.set(false);
    recorder.close();
  }

  @Test
  void snapshots_fail_while_the_disk_is_full(@TempDir Path folder) throws Exception {
    FullDisk.register();
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:fulldisk:" + folder.resolve("snapshots") + ";WRITE_DELAY=0");
    record();
    List<String> said = new ArrayList<>();
    try (LogListener listener =
            LogListener.on(
                MetricsSnapshots.class.getName(), message -> said.add(message.getMessage()));
        MetricsSnapshots snapshots =
            MetricsSnapshots.of(recorder, source)
                .families("upstream_alert_created_total")
                .interval(Duration.ofHours(1))
                .start()) {
      assertThat(snapshots.store()).isTrue();
      FullDisk.FULL.set(true);
      for (int attempt = 1; attempt < 4; attempt++) {
        record();
        assertThat(snapshots.store()).isFalse();
        assertThat(failures()).isEqualTo(attempt);
      }
      FullDisk.FULL.set(false);
      assertThat(snapshots.store()).isTrue();
      record();
      assertThat(snapshots.store()).isTrue();
    }
    assertThat(said).singleElement().asString().contains("could not be stored");
    assertThat(amounts(source)).containsExactly(1.0 * EVENTS, 4.0 * EVENTS, 5.0 * EVENTS);
  }

  @Test
  void a_log_handler_may_wait_for_a_snapshot() {
    DataSource broken =
        Stub.of(
            DataSource.class,
            (method, arguments) -> {
              throw new SQLException("gone");
            });
    AtomicBoolean waited = new AtomicBoolean();
    try (MetricsSnapshots snapshots =
        MetricsSnapshots.of(recorder, broken).interval(Duration.ofHours(1)).start()) {
      Consumer<LogRecord> waiting =
          message -> {
            if (!waited.getAndSet(true)) {
              CompletableFuture.runAsync(snapshots::store).orTimeout(20, TimeUnit.SECONDS).join();
            }
          };
      try (LogListener listener = LogListener.on(MetricsSnapshots.class.getName(), waiting)) {
        assertThat(snapshots.store()).isFalse();
      }
    }
    assertThat(waited).isTrue();
    assertThat(failures()).isEqualTo(2);
  }

  @Test
  void an_error_does_not_stop_later_snapshots() throws Exception {
    JdbcDataSource h2 = memory();
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch stored = new CountDownLatch(3);
    try (MetricsSnapshots snapshots =
        MetricsSnapshots.of(
                recorder,
                Stub.source(
                    (method, args) -> {
                      if (asked.incrementAndGet() == 1) {
                        throw new NoClassDefFoundError("the driver's");
                      }
                      stored.countDown();
                      return h2.getConnection();
                    }))
            .interval(Duration.ofMillis(5))
            .start()) {
      assertThat(snapshots.isOn()).isTrue();
      assertThat(stored.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(failures()).isEqualTo(1);
  }

  @Test
  void an_emptied_database_is_set_up_again() throws Exception {
    JdbcDataSource h2 = memory();
    record();
    try (MetricsSnapshots snapshots =
        MetricsSnapshots.of(recorder, h2).interval(Duration.ofHours(1)).start()) {
      assertThat(snapshots.store()).isTrue();
      try (Connection connection = h2.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("DROP ALL OBJECTS");
      }
      assertThat(snapshots.store()).isFalse();
      assertThat(snapshots.store()).isTrue();
    }
    assertThat(amounts(h2)).containsExactly(1.0 * EVENTS);
  }

  @Test
  void a_failed_snapshot_leaves_no_series() throws Exception {
    JdbcDataSource h2 = memory();
    record();
    AtomicBoolean broken = new AtomicBoolean();
    try (MetricsSnapshots snapshots =
        MetricsSnapshots.of(recorder, withoutSamples(h2, broken))
            .interval(Duration.ofHours(1))
            .start()) {
      broken.set(true);
      assertThat(snapshots.store()).isFalse();
      assertThat(rows(h2, SnapshotSchema.SERIES)).isZero();
      assertThat(rows(h2, SnapshotSchema.SAMPLES)).isZero();

      broken.set(false);
      assertThat(snapshots.store()).isTrue();
      assertThat(rows(h2, SnapshotSchema.SERIES)).isPositive();
    }
    assertThat(amounts(h2)).containsExactly(1.0 * EVENTS);
  }

  /** H2, but samples cannot be inserted while it is broken. */
  private static DataSource withoutSamples(JdbcDataSource h2, AtomicBoolean broken) {
    return Stub.source(
        (method, args) -> {
          Connection real = h2.getConnection();
          return Stub.of(
              Connection.class,
              (call, values) -> {
                if (broken.get()
                    && call.getName().equals("prepareStatement")
                    && values[0].toString().startsWith("INSERT INTO " + SnapshotSchema.SAMPLES)) {
                  throw new SQLException("broken");
                }
                return call.invoke(real, values);
              });
        });
  }

  private static int rows(JdbcDataSource source, String table) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
      assertThat(count.next()).isTrue();
      return count.getInt(1);
    }
  }

  private void record() {
    for (int i = 0; i < EVENTS; i++) {
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("acme"));
    }
  }

  private static JdbcDataSource memory() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return source;
  }

  private double failures() {
    return PageText.of(recorder::writePage).sum("upstream_metrics_push_failures_total");
  }

  /** The amounts of the one series by time, each with its name. */
  private static List<Double> amounts(JdbcDataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT m.amount FROM "
                    + SnapshotSchema.SAMPLES
                    + " m JOIN "
                    + SnapshotSchema.SERIES
                    + " s ON s.id = m.series_id WHERE s.family = 'upstream_alert_created_total'"
                    + " ORDER BY m.taken_at")) {
      List<Double> amounts = new ArrayList<>();
      while (rows.next()) {
        amounts.add(rows.getDouble(1));
      }
      return amounts;
    }
  }
}
