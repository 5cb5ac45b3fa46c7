package io.upstream.metrics.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Names what statements write, where somebody knows better than the table's name, and says which
 * writes it counts itself. An ORM's entities do; see {@code io.upstream.metrics.jdbc.hibernate}.
 *
 * <p>Asked on the caller's thread at every statement: quick, without locks and without exceptions.
 */
public interface ModelNaming {

  /**
   * The model behind a written table; null for one that is not to be counted.
   *
   * @param table the last identifier as the statement has it, in lower case unless it was quoted
   */
  @Nullable String modelOf(String table);

  /** Whether what this thread prepares or executes right now is counted by somebody else. */
  boolean isCountedElsewhere();

  /** This thread gave a connection back: whatever it was doing is over. */
  default void connectionReturned() {}
}
