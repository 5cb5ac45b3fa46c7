package io.upstream.metrics.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;

/** A prepared statement whose executions and batched rows are counted. */
@NullUnmarked // java.sql says nothing about null
class MeteredPreparedStatement extends ForwardingPreparedStatement {

  private final StatementMeter meter;

  /** The driver's own counts are not to be had: -2 where it rewrote the batch, -3 if it failed. */
  private int rows;

  MeteredPreparedStatement(
      PreparedStatement prepared, MeteredConnection connection, StatementMeter meter) {
    super(prepared, connection);
    this.meter = meter;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    long start = meter.start();
    ResultSet result;
    try {
      result = prepared.executeQuery();
    } catch (Throwable failure) {
      meter.executed(start, failure);
      throw failure;
    }
    meter.executed(start, null);
    return results(result);
  }

  @Override
  public boolean execute() throws SQLException {
    long start = meter.start();
    boolean result;
    try {
      result = prepared.execute();
    } catch (Throwable failure) {
      meter.executed(start, failure);
      throw failure;
    }
    meter.executed(start, null);
    return result;
  }

  @Override
  public int executeUpdate() throws SQLException {
    long start = meter.start();
    int result;
    try {
      result = prepared.executeUpdate();
    } catch (Throwable failure) {
      meter.executed(start, failure);
      throw failure;
    }
    meter.executed(start, null);
    return result;
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    long start = meter.start();
    long result;
    try {
      result = prepared.executeLargeUpdate();
    } catch (Throwable failure) {
      meter.executed(start, failure);
      throw failure;
    }
    meter.executed(start, null);
    return result;
  }

  @Override
  public void addBatch() throws SQLException {
    prepared.addBatch();
    rows++;
  }

  @Override
  public void clearBatch() throws SQLException {
    prepared.clearBatch();
    rows = 0;
  }

  @Override
  public int[] executeBatch() throws SQLException {
    long start = meter.start();
    int[] result;
    try {
      result = prepared.executeBatch();
    } catch (Throwable failure) {
      batchExecuted(start, failure);
      throw failure;
    }
    batchExecuted(start, null);
    return result;
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    long start = meter.start();
    long[] result;
    try {
      result = prepared.executeLargeBatch();
    } catch (Throwable failure) {
      batchExecuted(start, failure);
      throw failure;
    }
    batchExecuted(start, null);
    return result;
  }

  private void batchExecuted(long start, Throwable failure) {
    long nanos = meter.since(start);
    if (rows > 0) {
      meter.batched(rows, failure);
      rows = 0;
    }
    meter.batchDone(nanos, failure);
  }
}
