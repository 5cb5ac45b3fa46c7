package io.upstream.metrics.jdbc.model;

import org.jspecify.annotations.Nullable;

/**
 * Gives the models that statements write other names than the table's, and counts its own writes,
 * as an ORM does for entities; see {@code io.upstream.metrics.jdbc.hibernate}.
 *
 * <p>The methods are called on the thread that uses a connection; they have to be quick, without
 * locks and exceptions.
 */
@FunctionalInterface
public interface ModelNaming {

  /**
   * Returns the model behind a written table; null for a table that it does not know. Asked once
   * for each table.
   *
   * @param table the last identifier as the statement has it, in lower case unless it was quoted
   */
  @Nullable String modelOf(String table);

  /**
   * Returns whether a statement that this thread prepares now is one by which the ORM writes an
   * entity: its model is counted by {@link #written} and not by the statement.
   *
   * @param table the table that it writes, in lower case; null if that is not known
   */
  default boolean isWriting(@Nullable String table) {
    return false;
  }

  /** Counts a write: this thread has executed such a statement, or added it to a batch. */
  default void written() {}

  /** Ends the writes of this thread: a statement failed, or a connection was returned. */
  default void ended() {}
}
