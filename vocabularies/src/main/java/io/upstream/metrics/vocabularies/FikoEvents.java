package io.upstream.metrics.vocabularies;

import io.upstream.metrics.CacheMeter;
import io.upstream.metrics.ConnectionMeter;
import io.upstream.metrics.DbCall;
import io.upstream.metrics.DbMeter;
import io.upstream.metrics.Events;
import io.upstream.metrics.HttpMeter;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;

/** Events in Fiko's names. */
final class FikoEvents implements Events {

  private final UpstreamRecorder recorder;
  private final HttpMeter http;
  private final ConnectionMeter connections;

  FikoEvents(UpstreamRecorder recorder) {
    this.recorder = recorder;
    this.http = new FikoHttpMeter(recorder);
    this.connections =
        new OpenConnections(
            recorder.upDown(FikoEventFamilies.CONNECTIONS_ACTIVE).bind(NoLabels.NONE));
  }

  @Override
  public HttpMeter http() {
    return http;
  }

  @Override
  public DbMeter db(DbCall call) {
    return new FikoDbMeter(recorder, call.operation());
  }

  @Override
  public ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
    return connections;
  }

  @Override
  public CacheMeter cache(CacheName cache) {
    return call -> {};
  }

  @Override
  public void modelWritten(SqlOperation operation, ModelName model, long count) {
    // Fiko has no family for it.
  }
}
