package io.upstream.metrics.event;

import io.upstream.metrics.label.DbErrorType;
import org.jspecify.annotations.Nullable;

/**
 * Takes the executions of one {@link DbCall}; resolved once, used without allocation.
 *
 * <p>A vocabulary implements the methods that its families need; the others do nothing. Methods
 * that are added later do nothing by default, too.
 */
public interface DbMeter {

  /** A statement was executed. */
  default void executed(long nanos, @Nullable DbErrorType error) {}

  /** So many rows of this kind were executed in a batch, whose time and error come apart. */
  default void batched(long rows, @Nullable DbErrorType error) {}

  /** A batch has come back. */
  default void batchDone(long nanos, @Nullable DbErrorType error) {}

  /** A statement was refused before it could be executed. */
  default void refused(DbErrorType error) {}
}
