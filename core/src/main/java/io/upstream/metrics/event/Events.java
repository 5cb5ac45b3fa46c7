package io.upstream.metrics.event;

import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;

/**
 * Receives the events of adapters and records them under the names that the operator has chosen.
 *
 * <p>An adapter gets a meter once for each thing that it observes, keeps it, and passes events to
 * it. It knows no family; a {@link Vocabulary} does. A vocabulary implements the methods that its
 * families need: by default a meter does nothing. Methods that are added later do nothing by
 * default, too.
 *
 * <p>An exception of a vocabulary while a service runs does not reach the adapter: it is counted
 * under the vocabulary's name in {@code upstream_metrics_scrape_errors_total} and logged once. In a
 * strict recorder it reaches the adapter.
 */
public interface Events {

  /** Returns the meter of requests. */
  default HttpMeter http() {
    return new HttpMeter() {};
  }

  /** Returns the meter of one kind of database call. */
  default DbMeter db(DbCall call) {
    return new DbMeter() {};
  }

  /** Returns the meter of a data source's connections. */
  default ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
    return new ConnectionMeter() {};
  }

  /** Returns the meter of a cache. */
  default CacheMeter cache(CacheName cache) {
    return call -> {};
  }

  /**
   * Records the number of entities that an ORM has written; only inserts, updates and deletes
   * count.
   */
  default void modelWritten(SqlOperation operation, ModelName model, long count) {}
}
