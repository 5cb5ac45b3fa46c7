package io.upstream.metrics.event;

import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import org.jspecify.annotations.Nullable;

/**
 * One kind of call to a database: what all executions of a statement have in common.
 *
 * @param alias the data source
 * @param vendor the database product
 * @param operation what the statement does
 * @param model what it writes to; null where it does not write, or where something else says so
 */
public record DbCall(
    DataSourceAlias alias, DbVendor vendor, SqlOperation operation, @Nullable ModelName model) {

  /** What is recorded of a call that nobody has described. */
  @SuppressWarnings("NullAway") // the operation is missing, and refused where a family asks for it
  static final DbCall UNKNOWN =
      new DbCall(new DataSourceAlias(null), new DbVendor(null), null, null);
}
