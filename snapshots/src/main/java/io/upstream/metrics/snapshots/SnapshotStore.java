package io.upstream.metrics.snapshots;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * Pages of metrics in a database: for looking at after the fact where no Prometheus was watching,
 * not instead of one.
 *
 * <pre>{@code
 * SnapshotStore store = new SnapshotStore(dataSource);
 * store.history("upstream_alert_created_total", from, to);
 * store.countBefore(from);      // what a clean-up would take
 * store.deleteBefore(from);
 * }</pre>
 *
 * <p>{@link MetricsSnapshots} fills it. H2 and PostgreSQL are tested.
 */
public final class SnapshotStore {

  private final DataSource source;

  /** Creates a store in a database, without connecting to it yet. */
  public SnapshotStore(DataSource source) {
    this.source = source;
  }

  /** Makes the tables that are not there. */
  public void createTables() throws SQLException {
    try (Connection connection = source.getConnection()) {
      SnapshotSchema.create(connection);
    }
  }

  Connection connect() throws SQLException {
    return source.getConnection();
  }

  /**
   * Returns a family's samples from one moment until before another, by series and time.
   *
   * @param family the family's exact name
   */
  public List<SnapshotSample> history(String family, Instant from, Instant until)
      throws SQLException {
    String sql =
        "SELECT s.name, s.labels, m.taken_at, m.amount FROM "
            + SnapshotSchema.SERIES
            + " s JOIN "
            + SnapshotSchema.SAMPLES
            + " m ON m.series_id = s.id"
            + " WHERE s.family = ? AND m.taken_at >= ? AND m.taken_at < ?"
            + " ORDER BY s.name, s.labels, s.id, m.taken_at";
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, family);
      statement.setObject(2, time(from));
      statement.setObject(3, time(until));
      List<SnapshotSample> samples = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Instant at = rows.getObject(3, OffsetDateTime.class).toInstant();
          samples.add(
              new SnapshotSample(at, rows.getString(1), rows.getString(2), rows.getDouble(4)));
        }
      }
      return samples;
    }
  }

  /** Returns the number of samples that are older than a moment. */
  public long countBefore(Instant moment) throws SQLException {
    String sql = "SELECT COUNT(*) FROM " + SnapshotSchema.SAMPLES + " WHERE taken_at < ?";
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, time(moment));
      try (ResultSet count = statement.executeQuery()) {
        return count.next() ? count.getLong(1) : 0;
      }
    }
  }

  /** Deletes the samples that are older than a moment; returns their number. */
  public long deleteBefore(Instant moment) throws SQLException {
    return deleteBefore(moment, deleted -> {});
  }

  /**
   * Deletes the samples that are older than a moment, in many small transactions.
   *
   * @param progress receives the number of deleted samples from time to time
   */
  public long deleteBefore(Instant moment, LongConsumer progress) throws SQLException {
    Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
    Instant unseen = moment.isBefore(yesterday) ? moment : yesterday;
    return new SnapshotCleanup(source, time(moment), time(unseen), progress).run();
  }

  static OffsetDateTime time(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
