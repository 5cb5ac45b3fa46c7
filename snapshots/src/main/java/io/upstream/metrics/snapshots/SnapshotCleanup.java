package io.upstream.metrics.snapshots;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * Deletes old samples series by series, some series to a transaction: no lock is held for long, and
 * each delete is one range of the primary key. Series that were not written for as long go last.
 */
final class SnapshotCleanup {

  /** As many series are read, and then deleted from, at once. */
  private static final int SERIES = 500;

  private static final String NEXT =
      "SELECT id FROM "
          + SnapshotSchema.SERIES
          + " WHERE id > ? ORDER BY id FETCH FIRST "
          + SERIES
          + " ROWS ONLY";

  private static final String DELETE =
      "DELETE FROM " + SnapshotSchema.SAMPLES + " WHERE series_id = ? AND taken_at < ?";

  // Writers update the rows of the series that they still see at least daily; see SnapshotWriter.
  private static final String DELETE_SERIES =
      "DELETE FROM "
          + SnapshotSchema.SERIES
          + " WHERE id = ? AND seen_at < ? AND NOT EXISTS (SELECT 1 FROM "
          + SnapshotSchema.SAMPLES
          + " m WHERE m.series_id = "
          + SnapshotSchema.SERIES
          + ".id)";

  private final DataSource source;
  private final OffsetDateTime before;
  private final OffsetDateTime unseen;
  private final LongConsumer progress;

  /**
   * Creates a clean-up of samples taken before a moment.
   *
   * @param unseen and of series without samples that no writer has seen since
   */
  SnapshotCleanup(
      DataSource source, OffsetDateTime before, OffsetDateTime unseen, LongConsumer progress) {
    this.source = source;
    this.before = before;
    this.unseen = unseen;
    this.progress = progress;
  }

  long run() throws SQLException {
    long deleted = 0;
    try (Connection connection = source.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        List<Long> ids = after(connection, Long.MIN_VALUE);
        while (!ids.isEmpty()) {
          deleted += delete(connection, DELETE, ids, before);
          delete(connection, DELETE_SERIES, ids, unseen);
          connection.commit();
          progress.accept(deleted);
          ids = after(connection, ids.get(ids.size() - 1));
        }
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    }
    return deleted;
  }

  private static List<Long> after(Connection connection, long last) throws SQLException {
    try (PreparedStatement next = connection.prepareStatement(NEXT)) {
      next.setLong(1, last);
      List<Long> ids = new ArrayList<>();
      try (ResultSet rows = next.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
      return ids;
    }
  }

  private static long delete(
      Connection connection, String sql, List<Long> ids, OffsetDateTime before)
      throws SQLException {
    long deleted = 0;
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      for (long id : ids) {
        delete.setLong(1, id);
        delete.setObject(2, before);
        delete.addBatch();
      }
      for (int rows : delete.executeBatch()) {
        deleted += Math.max(0, rows);
      }
    }
    return deleted;
  }
}
