package io.upstream.metrics.vocabularies;

import io.upstream.metrics.CacheMeter;
import io.upstream.metrics.ConnectionMeter;
import io.upstream.metrics.DbCall;
import io.upstream.metrics.DbMeter;
import io.upstream.metrics.Events;
import io.upstream.metrics.HttpMeter;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;

/** Events by OpenTelemetry's conventions, as far as they are stable. */
final class OtelEvents implements Events {

  private static final ConnectionMeter NO_CONNECTIONS =
      new ConnectionMeter() {
        @Override
        public void opened() {}

        @Override
        public void failed() {}

        @Override
        public void borrowed() {}

        @Override
        public void returned() {}
      };

  private final UpstreamRecorder recorder;
  private final HttpMeter http;

  OtelEvents(UpstreamRecorder recorder) {
    this.recorder = recorder;
    this.http = new OtelHttpMeter(recorder);
  }

  @Override
  public HttpMeter http() {
    return http;
  }

  @Override
  public DbMeter db(DbCall call) {
    return new OtelDbMeter(recorder, call);
  }

  @Override
  public ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
    return NO_CONNECTIONS;
  }

  @Override
  public CacheMeter cache(CacheName cache) {
    return call -> {};
  }

  @Override
  public void modelWritten(SqlOperation operation, ModelName model, long count) {
    // No convention speaks of entities.
  }
}
