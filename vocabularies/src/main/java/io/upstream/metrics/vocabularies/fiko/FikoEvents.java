package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.catalog.CacheFamilies.BackendLabels;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.event.CacheMeter;
import io.upstream.metrics.event.ConnectionMeter;
import io.upstream.metrics.event.DbCall;
import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.HttpMeter;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.vocabularies.shared.OpenConnections;

/** Records events under Fiko's names. */
final class FikoEvents implements Events {

  private final Families families;
  private final HttpMeter http;
  private final ConnectionMeter connections;

  FikoEvents(Families families) {
    this.families = families;
    this.http = new FikoHttpMeter(families);
    this.connections =
        new OpenConnections(
            families.upDown(FikoEventFamilies.CONNECTIONS_ACTIVE).bind(NoLabels.NONE));
  }

  @Override
  public HttpMeter http() {
    return http;
  }

  @Override
  public DbMeter db(DbCall call) {
    return new FikoDbMeter(families, call.operation());
  }

  @Override
  public ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
    return connections;
  }

  /** Returns a meter of hits and misses; Fiko has no family for writes. */
  @Override
  public CacheMeter cache(CacheName cache) {
    BackendLabels labels = new BackendLabels(cache);
    BoundCounter hits = families.counter(FikoEventFamilies.CACHE_HITS).bind(labels);
    BoundCounter misses = families.counter(FikoEventFamilies.CACHE_MISSES).bind(labels);
    return call -> {
      switch (call) {
        case HIT -> hits.inc();
        case MISS -> misses.inc();
        case SET, DELETE -> {}
      }
    };
  }
}
