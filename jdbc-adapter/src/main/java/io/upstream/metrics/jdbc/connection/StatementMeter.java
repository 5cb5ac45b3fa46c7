package io.upstream.metrics.jdbc.connection;

import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.jdbc.sql.DbErrors;
import io.upstream.metrics.label.DbErrorType;
import org.jspecify.annotations.Nullable;

/**
 * Counts the executions of one shape of statement. Its methods do not throw, and between the
 * driver's answer and the caller they do no work other than counting.
 */
public final class StatementMeter {

  private final SourceMeter source;
  private final DbMeter meter;
  private final StatementMeter unnamed;
  private final @Nullable String table;

  /** Counts what a statement does and not what it writes. */
  StatementMeter(SourceMeter source, DbMeter meter) {
    this.source = source;
    this.meter = meter;
    this.unnamed = this;
    this.table = null;
  }

  /**
   * Creates a meter that also counts the written rows of a table.
   *
   * @param unnamed the meter to use if another meter counts the writes
   * @param table the table that the statement writes, in lower case
   */
  StatementMeter(SourceMeter source, DbMeter meter, StatementMeter unnamed, String table) {
    this.source = source;
    this.meter = meter;
    this.unnamed = unnamed;
    this.table = table;
  }

  /** Returns what it writes, in lower case; null where that is not counted here. */
  @Nullable String table() {
    return table;
  }

  StatementMeter unnamed() {
    return unnamed;
  }

  /** Counts an execution; {@code failure} is null if it succeeded. */
  public void executed(long nanos, @Nullable Throwable failure) {
    try {
      meter.executed(nanos, type(failure));
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  /** Counts rows of a batch; {@code failure} is null if the batch succeeded. */
  public void batched(long rows, @Nullable Throwable failure) {
    try {
      meter.batched(rows, type(failure));
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  /** Records the duration of a batch. */
  public void batchDone(long nanos, @Nullable Throwable failure) {
    try {
      meter.batchDone(nanos, type(failure));
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  /** Counts a text that the database refused to prepare. */
  public void refused(Throwable failure) {
    try {
      meter.refused(DbErrors.of(failure, source.vendor()));
    } catch (Throwable ours) {
      FailureLog.report(ours);
    }
  }

  private @Nullable DbErrorType type(@Nullable Throwable failure) {
    return failure == null ? null : DbErrors.of(failure, source.vendor());
  }
}
