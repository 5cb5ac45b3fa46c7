package io.upstream.metrics.event;

import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;

/**
 * Where adapters record what they see, in whatever names the operator has chosen.
 *
 * <p>An adapter asks once for the meter of what it looks at, keeps it, and tells it what happens.
 * It knows no family; a {@link Vocabulary} does.
 *
 * <p>What a vocabulary throws while a service runs does not reach the adapter: it is counted under
 * the vocabulary's name in {@code upstream_metrics_scrape_errors_total} and logged once. A strict
 * recorder lets it through.
 */
public interface Events {

  /** The meter of requests. */
  HttpMeter http();

  /** The meter of one kind of database call. */
  DbMeter db(DbCall call);

  /** The meter of a data source's connections. */
  ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor);

  /** The meter of a cache. */
  CacheMeter cache(CacheName cache);

  /** So many entities were written, as an ORM tells it; only inserts, updates and deletes count. */
  void modelWritten(SqlOperation operation, ModelName model, long count);
}
