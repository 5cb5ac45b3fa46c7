package io.upstream.metrics.vocabularies;

import io.upstream.metrics.CacheMeter;
import io.upstream.metrics.ConnectionMeter;
import io.upstream.metrics.DbCall;
import io.upstream.metrics.DbMeter;
import io.upstream.metrics.Events;
import io.upstream.metrics.HttpMeter;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.CacheFamilies.BackendLabels;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.series.BoundCounter;

/** Events in the template module's names. */
final class ModuleEvents implements Events {

  private final UpstreamRecorder recorder;
  private final HttpMeter http;
  private final ConnectionMeter connections;

  ModuleEvents(UpstreamRecorder recorder) {
    this.recorder = recorder;
    this.http = new ModuleHttpMeter(recorder);
    this.connections =
        new OpenConnections(recorder.upDown(ModuleEventFamilies.CONNECTIONS).bind(NoLabels.NONE));
  }

  @Override
  public HttpMeter http() {
    return http;
  }

  @Override
  public DbMeter db(DbCall call) {
    return new ModuleDbMeter(recorder, call.operation());
  }

  @Override
  public ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
    return connections;
  }

  @Override
  public CacheMeter cache(CacheName cache) {
    BackendLabels labels = new BackendLabels(cache);
    BoundCounter hits = recorder.counter(CacheFamilies.HITS).bind(labels);
    BoundCounter misses = recorder.counter(CacheFamilies.MISSES).bind(labels);
    BoundCounter sets = recorder.counter(CacheFamilies.SETS).bind(labels);
    BoundCounter deletes = recorder.counter(CacheFamilies.DELETES).bind(labels);
    return call -> {
      switch (call) {
        case HIT -> hits.inc();
        case MISS -> misses.inc();
        case SET -> sets.inc();
        case DELETE -> deletes.inc();
      }
    };
  }

  @Override
  public void modelWritten(SqlOperation operation, ModelName model, long count) {
    // The module has no family for it.
  }
}
