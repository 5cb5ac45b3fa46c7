package io.upstream.metrics.snapshots;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the samples of a page, a thousand to a transaction. Not safe for several threads.
 *
 * <p>It remembers which series the database knows, and twice a day marks all of them as still seen,
 * because a clean-up of another process deletes only series that no writer has seen for longer.
 */
final class SnapshotWriter {

  private static final int BATCH = 1_000;
  private static final Duration NAMED_FOR = Duration.ofHours(12);

  private static final String SEEN =
      "UPDATE " + SnapshotSchema.SERIES + " SET seen_at = ? WHERE id = ?";

  private static final String NEW_SERIES =
      "INSERT INTO "
          + SnapshotSchema.SERIES
          + " (id, source, family, name, labels, seen_at)"
          + " SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM "
          + SnapshotSchema.SERIES
          + " WHERE id = ?)";

  private static final String NEW_SAMPLE =
      "INSERT INTO " + SnapshotSchema.SAMPLES + " (series_id, taken_at, amount) VALUES (?, ?, ?)";

  private final SnapshotStore store;
  private final String source;
  private final Set<Long> named = new HashSet<>();
  private Instant namedSince = Instant.MIN;

  SnapshotWriter(SnapshotStore store, String source) {
    this.store = store;
    this.source = source;
  }

  /** Forgets which series the database knows, because they may have been deleted. */
  void forget() {
    named.clear();
  }

  /** Writes samples taken at one moment. */
  void write(List<PageSample> samples, Instant at) throws SQLException {
    if (namedSince.isBefore(at.minus(NAMED_FOR))) {
      named.clear();
      namedSince = at;
    }
    try (Connection connection = store.connect()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        for (int from = 0; from < samples.size(); from += BATCH) {
          List<PageSample> batch = samples.subList(from, Math.min(from + BATCH, samples.size()));
          write(connection, batch, SnapshotStore.time(at));
        }
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    }
  }

  private void write(Connection connection, List<PageSample> batch, OffsetDateTime at)
      throws SQLException {
    List<PageSample> unnamed = new ArrayList<>();
    List<Long> ids = new ArrayList<>(batch.size());
    for (PageSample sample : batch) {
      long id = sample.id(source);
      ids.add(id);
      if (!named.contains(id)) {
        unnamed.add(sample);
      }
    }
    if (!unnamed.isEmpty()) {
      name(connection, unnamed, at);
    }
    try (PreparedStatement insert = connection.prepareStatement(NEW_SAMPLE)) {
      for (int i = 0; i < ids.size(); i++) {
        insert.setLong(1, ids.get(i));
        insert.setObject(2, at);
        insert.setDouble(3, batch.get(i).value());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
    named.addAll(ids);
  }

  private void name(Connection connection, List<PageSample> unnamed, OffsetDateTime at)
      throws SQLException {
    try (PreparedStatement seen = connection.prepareStatement(SEEN);
        PreparedStatement insert = connection.prepareStatement(NEW_SERIES)) {
      for (PageSample sample : unnamed) {
        long id = sample.id(source);
        seen.setObject(1, at);
        seen.setLong(2, id);
        seen.addBatch();
        insert.setLong(1, id);
        insert.setString(2, source);
        insert.setString(3, sample.family());
        insert.setString(4, sample.name());
        insert.setString(5, sample.labels());
        insert.setObject(6, at);
        insert.setLong(7, id);
        insert.addBatch();
      }
      seen.executeBatch();
      insert.executeBatch();
    }
  }
}
