package io.upstream.metrics.vocabularies.module;

import io.upstream.metrics.catalog.CacheFamilies;
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

/** Records events under the template module's names. */
final class ModuleEvents implements Events {

  private final Families families;
  private final HttpMeter http;
  private final ConnectionMeter connections;

  ModuleEvents(Families families) {
    this.families = families;
    this.http = new ModuleHttpMeter(families);
    this.connections =
        new OpenConnections(families.upDown(ModuleEventFamilies.CONNECTIONS).bind(NoLabels.NONE));
  }

  @Override
  public HttpMeter http() {
    return http;
  }

  @Override
  public DbMeter db(DbCall call) {
    return new ModuleDbMeter(families, call.operation());
  }

  @Override
  public ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
    return connections;
  }

  @Override
  public CacheMeter cache(CacheName cache) {
    BackendLabels labels = new BackendLabels(cache);
    BoundCounter hits = families.counter(CacheFamilies.HITS).bind(labels);
    BoundCounter misses = families.counter(CacheFamilies.MISSES).bind(labels);
    BoundCounter sets = families.counter(CacheFamilies.SETS).bind(labels);
    BoundCounter deletes = families.counter(CacheFamilies.DELETES).bind(labels);
    return call -> {
      switch (call) {
        case HIT -> hits.inc();
        case MISS -> misses.inc();
        case SET -> sets.inc();
        case DELETE -> deletes.inc();
      }
    };
  }
}
