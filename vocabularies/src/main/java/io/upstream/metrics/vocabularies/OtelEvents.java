package io.upstream.metrics.vocabularies;

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

  private final Families families;
  private final HttpMeter http;

  OtelEvents(Families families) {
    this.families = families;
    this.http = new OtelHttpMeter(families);
  }

  @Override
  public HttpMeter http() {
    return http;
  }

  @Override
  public DbMeter db(DbCall call) {
    return new OtelDbMeter(families, call);
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
