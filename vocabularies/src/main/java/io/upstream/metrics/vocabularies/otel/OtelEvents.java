package io.upstream.metrics.vocabularies.otel;

import io.upstream.metrics.event.DbCall;
import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.event.HttpMeter;

/** Records events by OpenTelemetry's conventions, as far as they are stable. */
final class OtelEvents implements Events {

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
}
