package io.upstream.metrics.event;

import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import org.jspecify.annotations.Nullable;

/**
 * One kind of call to a database: what all executions of a statement have in common.
 *
 * <pre>{@code
 * DbMeter meter = events.db(DbCall.of(alias, vendor, SqlOperation.INSERT).writing(model));
 * }</pre>
 */
public final class DbCall {

  private final DataSourceAlias alias;
  private final DbVendor vendor;
  private final SqlOperation operation;
  private final @Nullable ModelName model;

  private DbCall(
      DataSourceAlias alias, DbVendor vendor, SqlOperation operation, @Nullable ModelName model) {
    this.alias = alias;
    this.vendor = vendor;
    this.operation = operation;
    this.model = model;
  }

  /**
   * Returns a call that writes no model, or whose model another meter counts. Null is accepted: an
   * alias or vendor counts as {@code _UNKNOWN}, and a family that needs the operation refuses the
   * event.
   *
   * @param alias the data source
   * @param vendor the database product
   * @param operation the kind of statement
   */
  @SuppressWarnings("NullAway") // a missing operation is refused where a family asks for it
  public static DbCall of(
      @Nullable DataSourceAlias alias,
      @Nullable DbVendor vendor,
      @Nullable SqlOperation operation) {
    return new DbCall(
        alias == null ? new DataSourceAlias(null) : alias,
        vendor == null ? new DbVendor(null) : vendor,
        operation,
        null);
  }

  /** Returns the same call, writing to a model; null for none. */
  public DbCall writing(@Nullable ModelName model) {
    return new DbCall(alias, vendor, operation, model);
  }

  /** Returns the data source. */
  public DataSourceAlias alias() {
    return alias;
  }

  /** Returns the database product. */
  public DbVendor vendor() {
    return vendor;
  }

  /** Returns what the statement does. */
  public SqlOperation operation() {
    return operation;
  }

  /**
   * Returns what the statement writes to; null where it writes none, or something else counts it.
   */
  public @Nullable ModelName model() {
    return model;
  }
}
