package io.upstream.metrics.event;

import io.upstream.metrics.label.DbErrorType;
import org.jspecify.annotations.Nullable;

/**
 * Receives the executions of one {@link DbCall}; it is resolved once and used without allocation.
 *
 * <p>A vocabulary implements the methods that its families need; the others do nothing. Methods
 * that are added later do nothing by default, too.
 */
public interface DbMeter {

  /** Called when a statement was executed. */
  default void executed(long nanos, @Nullable DbErrorType error) {}

  /**
   * Called with the number of rows of this kind in a batch, whose time and error are reported
   * separately.
   */
  default void batched(long rows, @Nullable DbErrorType error) {}

  /** Called when a batch has returned. */
  default void batchDone(long nanos, @Nullable DbErrorType error) {}

  /** Called when a statement was refused before it could be executed. */
  default void refused(DbErrorType error) {}
}
