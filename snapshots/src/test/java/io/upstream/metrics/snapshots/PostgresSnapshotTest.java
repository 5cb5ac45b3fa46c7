package io.upstream.metrics.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("full")
class PostgresSnapshotTest extends SnapshotSemantics {

  private static final int CUSTOMERS = 9_000;
  private static final int SNAPSHOTS = 10;

  @Override
  DataSource database() throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(PostgresServer.shared().url());
    source.setUser("test");
    return source;
  }

  /** Prints what a snapshot costs; the bytes are those of both tables with their indexes. */
  @Test
  void a_sample_takes_few_bytes() throws Exception {
    DataSource source = database();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    try (UpstreamRecorder wide =
        settings(Map.of("METRICS_STORE_IN_DB", "true"))
            .budget(CustomerId.class, CUSTOMERS)
            .build()) {
      for (Severity severity : Severity.values()) {
        for (int i = 0; i < CUSTOMERS; i++) {
          wide.trackAlertCreated(Product.DRIFT_WATCH, severity, new CustomerId("c-" + i));
        }
      }
      MetricsSnapshots snapshots =
          MetricsSnapshots.of(wide, source)
              .families("upstream_alert_created_total")
              .clock(now::get)
              .start();
      long samples = (long) CUSTOMERS * Severity.values().length;
      snapshots.store(); // names the series
      long start = System.nanoTime();
      for (int i = 1; i < SNAPSHOTS; i++) {
        now.updateAndGet(before -> before.plusSeconds(60));
        assertThat(snapshots.store()).isTrue();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      snapshots.close();
      long bytes = size(source, SnapshotSchema.SAMPLES);
      double each = (double) bytes / (samples * SNAPSHOTS);
      System.out.printf(
          "snapshots on PostgreSQL: %d series, %.0f samples a second, %.0f bytes a sample,"
              + " %.0f bytes a series%n",
          samples,
          samples * (SNAPSHOTS - 1) / seconds,
          each,
          (double) size(source, SnapshotSchema.SERIES) / samples);
      assertThat(each).isLessThan(160);
    }
  }

  private static long size(DataSource source, String table) throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet size = statement.executeQuery("SELECT pg_total_relation_size('" + table + "')")) {
      size.next();
      return size.getLong(1);
    }
  }
}
