package io.upstream.metrics.event;

import io.upstream.metrics.label.DbErrorType;
import org.jspecify.annotations.Nullable;

/** Takes the executions of one {@link DbCall}; resolved once, used without allocation. */
public interface DbMeter {

  /** A statement was executed. */
  void executed(long nanos, @Nullable DbErrorType error);

  /** So many rows of this kind were executed in a batch, whose time and error come apart. */
  void batched(long rows, @Nullable DbErrorType error);

  /** A batch has come back. */
  void batchDone(long nanos, @Nullable DbErrorType error);

  /** A statement was refused before it could be executed. */
  void refused(DbErrorType error);
}
