package io.upstream.metrics.jdbc.connection;

import io.upstream.metrics.jdbc.model.ModelNaming;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;

/** A prepared statement whose executions and batched rows are counted. */
@NullUnmarked // java.sql says nothing about null
class MeteredPreparedStatement extends ForwardingPreparedStatement {

  private final StatementMeter meter;

  /** The ORM that prepared it to write an entity, and counts that; else null. */
  private final ModelNaming entity;

  /** The driver's own counts are not to be had: -2 where it rewrote the batch, -3 if it failed. */
  private int rows;

  MeteredPreparedStatement(
      PreparedStatement prepared,
      MeteredConnection connection,
      StatementMeter meter,
      ModelNaming entity) {
    super(prepared, connection);
    this.meter = meter;
    this.entity = entity;
  }

  private void executed(long start) {
    meter.executed(source.nanosSince(start), null);
    if (entity != null) {
      entity.written();
    }
  }

  private void failed(long start, Throwable failure) {
    if (entity != null) {
      entity.ended();
    }
    meter.executed(source.nanosSince(start), failure);
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    long start = source.nanoTime();
    ResultSet result;
    try {
      result = prepared.executeQuery();
    } catch (Throwable failure) {
      failed(start, failure);
      throw failure;
    }
    executed(start);
    return results(result);
  }

  @Override
  public boolean execute() throws SQLException {
    long start = source.nanoTime();
    boolean result;
    try {
      result = prepared.execute();
    } catch (Throwable failure) {
      failed(start, failure);
      throw failure;
    }
    executed(start);
    return result;
  }

  @Override
  public int executeUpdate() throws SQLException {
    long start = source.nanoTime();
    int result;
    try {
      result = prepared.executeUpdate();
    } catch (Throwable failure) {
      failed(start, failure);
      throw failure;
    }
    executed(start);
    return result;
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    long start = source.nanoTime();
    long result;
    try {
      result = prepared.executeLargeUpdate();
    } catch (Throwable failure) {
      failed(start, failure);
      throw failure;
    }
    executed(start);
    return result;
  }

  @Override
  public void addBatch() throws SQLException {
    prepared.addBatch();
    rows++;
    if (entity != null) {
      entity.written();
    }
  }

  @Override
  public void clearBatch() throws SQLException {
    prepared.clearBatch();
    rows = 0;
  }

  @Override
  public int[] executeBatch() throws SQLException {
    long start = source.nanoTime();
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
    long start = source.nanoTime();
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
    long nanos = source.nanosSince(start);
    if (entity != null && failure != null) {
      entity.ended();
    }
    if (rows > 0) {
      meter.batched(rows, failure);
      rows = 0;
    }
    meter.batchDone(nanos, failure);
  }
}
