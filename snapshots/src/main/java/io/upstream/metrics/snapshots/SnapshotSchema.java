package io.upstream.metrics.snapshots;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Two tables: what series there are, and their samples.
 *
 * <p>A series' number is made from its name and labels, so that a writer need not read back what
 * the database gave it. Samples are kept by series and time, which is how they are read and how
 * they are cleaned up; there is no second index to be paid for with each one.
 */
final class SnapshotSchema {

  static final String SERIES = "upstream_metric_series";
  static final String SAMPLES = "upstream_metric_sample";

  /** The length of text that a row of series can hold; a page's own labels stay far below. */
  static final int LONGEST_LABELS = 4_000;

  private static final String[] STATEMENTS = {
    "CREATE TABLE IF NOT EXISTS "
        + SERIES
        + " (id BIGINT PRIMARY KEY, source VARCHAR(128) NOT NULL, family VARCHAR(256) NOT NULL,"
        + " name VARCHAR(256) NOT NULL, labels VARCHAR(4000) NOT NULL,"
        + " seen_at TIMESTAMP(3) WITH TIME ZONE NOT NULL)",
    "CREATE TABLE IF NOT EXISTS "
        + SAMPLES
        + " (series_id BIGINT NOT NULL, taken_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,"
        + " amount DOUBLE PRECISION NOT NULL, PRIMARY KEY (series_id, taken_at))",
    "CREATE INDEX IF NOT EXISTS upstream_metric_series_family ON " + SERIES + " (family)"
  };

  private SnapshotSchema() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : STATEMENTS) {
        statement.execute(sql);
      }
    }
  }
}
