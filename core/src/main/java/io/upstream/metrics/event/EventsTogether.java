package io.upstream.metrics.event;

import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several vocabularies side by side: each event goes to all. */
final class EventsTogether implements Events {

  private final List<Events> all;
  private final HttpMeter http;

  EventsTogether(List<Events> all) {
    this.all = List.copyOf(all);
    this.http = new HttpTogether(all.stream().map(Events::http).toList());
  }

  @Override
  public HttpMeter http() {
    return http;
  }

  @Override
  public DbMeter db(DbCall call) {
    return new DbTogether(all.stream().map(events -> events.db(call)).toList());
  }

  @Override
  public ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
    return new ConnectionsTogether(
        all.stream().map(events -> events.connections(alias, vendor)).toList());
  }

  @Override
  public CacheMeter cache(CacheName cache) {
    List<CacheMeter> meters = all.stream().map(events -> events.cache(cache)).toList();
    return call -> meters.forEach(meter -> meter.record(call));
  }

  @Override
  public void modelWritten(SqlOperation operation, ModelName model, long count) {
    all.forEach(events -> events.modelWritten(operation, model, count));
  }

  private record HttpTogether(List<HttpMeter> all) implements HttpMeter {

    @Override
    public void started() {
      all.forEach(HttpMeter::started);
    }

    @Override
    public void ended(HttpExchange exchange) {
      all.forEach(meter -> meter.ended(exchange));
    }

    @Override
    public void abandoned() {
      all.forEach(HttpMeter::abandoned);
    }

    @Override
    public void lateResponseBytes(long bytes) {
      all.forEach(meter -> meter.lateResponseBytes(bytes));
    }
  }

  private record DbTogether(List<DbMeter> all) implements DbMeter {

    @Override
    public void executed(long nanos, @Nullable DbErrorType error) {
      all.forEach(meter -> meter.executed(nanos, error));
    }

    @Override
    public void batched(long rows, @Nullable DbErrorType error) {
      all.forEach(meter -> meter.batched(rows, error));
    }

    @Override
    public void batchDone(long nanos, @Nullable DbErrorType error) {
      all.forEach(meter -> meter.batchDone(nanos, error));
    }

    @Override
    public void refused(DbErrorType error) {
      all.forEach(meter -> meter.refused(error));
    }
  }

  private record ConnectionsTogether(List<ConnectionMeter> all) implements ConnectionMeter {

    @Override
    public void opened() {
      all.forEach(ConnectionMeter::opened);
    }

    @Override
    public void failed() {
      all.forEach(ConnectionMeter::failed);
    }

    @Override
    public void borrowed() {
      all.forEach(ConnectionMeter::borrowed);
    }

    @Override
    public void returned() {
      all.forEach(ConnectionMeter::returned);
    }
  }
}
