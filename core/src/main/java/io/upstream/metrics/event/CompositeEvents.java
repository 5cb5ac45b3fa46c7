package io.upstream.metrics.event;

import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.series.Gauge.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends each event to all vocabularies. One that throws loses the event in its own families; the
 * service that records and the other vocabularies do not notice.
 */
@SuppressWarnings("NullAway") // NullAway does not read type arguments; nulls are passed on
final class CompositeEvents implements Events {

  private final Delegates<Events> vocabularies;
  private final HttpMeter http;

  CompositeEvents(List<Delegate<Events>> vocabularies) {
    this.vocabularies = new Delegates<>(vocabularies);
    this.http = new Http(this.vocabularies.map(Events::http));
  }

  @Override
  public HttpMeter http() {
    return http;
  }

  @Override
  public DbMeter db(DbCall call) {
    DbCall described = call == null ? DbCall.of(null, null, null) : call;
    return new Db(vocabularies.mapEach(events -> events.db(described)));
  }

  @Override
  public ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
    return new Connections(vocabularies.mapEach(events -> events.connections(alias, vendor)));
  }

  @Override
  public CacheMeter cache(CacheName cache) {
    Delegates<CacheMeter> meters = vocabularies.mapEach(events -> events.cache(cache));
    return call -> meters.each(0, call, (meter, none, same) -> meter.record(same));
  }

  @Override
  public void modelWritten(SqlOperation operation, ModelName model, long count) {
    for (int i = 0; i < vocabularies.all.size(); i++) {
      Delegate<Events> vocabulary = vocabularies.all.get(i);
      try {
        vocabulary.meter.modelWritten(operation, model, count);
      } catch (Throwable e) {
        vocabulary.failures.failed(e);
      }
    }
  }

  /** A vocabulary's events or meter, and where its failures go. */
  record Delegate<M>(M meter, VocabularyFailures failures) {}

  /** One call of a delegate. It captures nothing, so that an event makes no garbage. */
  @FunctionalInterface
  private interface Call<M, A> {
    void on(M meter, long number, A argument);
  }

  /** The meters of all vocabularies. */
  private static final class Delegates<M> {

    private final List<Delegate<M>> all;

    Delegates(List<Delegate<M>> all) {
      this.all = List.copyOf(all);
    }

    <A> void each(long number, A argument, Call<M, A> call) {
      for (int i = 0; i < all.size(); i++) {
        Delegate<M> delegate = all.get(i);
        try {
          call.on(delegate.meter, number, argument);
        } catch (Throwable e) {
          delegate.failures.failed(e);
        }
      }
    }

    /** Returns the meters that all of them make; an exception of one reaches the caller. */
    <N> Delegates<N> map(Function<M, N> maker) {
      List<Delegate<N>> made = new ArrayList<>();
      all.forEach(each -> made.add(new Delegate<>(meter(each.meter, maker), each.failures)));
      return new Delegates<>(made);
    }

    /** Returns the meters of those that can make one; the failure of another is counted. */
    <N> Delegates<N> mapEach(Function<M, N> maker) {
      List<Delegate<N>> made = new ArrayList<>();
      for (Delegate<M> each : all) {
        try {
          made.add(new Delegate<>(meter(each.meter, maker), each.failures));
        } catch (Throwable e) {
          each.failures.failed(e);
        }
      }
      return new Delegates<>(made);
    }

    private static <M, N> N meter(M events, Function<M, N> maker) {
      return Objects.requireNonNull(maker.apply(events), "expected a meter, got null");
    }
  }

  private record Http(Delegates<HttpMeter> all) implements HttpMeter {

    @Override
    public void started() {
      all.each(0, null, (meter, none, nothing) -> meter.started());
    }

    @Override
    public void ended(HttpExchange exchange) {
      all.each(0, exchange, (meter, none, same) -> meter.ended(same));
    }

    @Override
    public void abandoned() {
      all.each(0, null, (meter, none, nothing) -> meter.abandoned());
    }

    @Override
    public void lateResponseBytes(long bytes) {
      all.each(bytes, null, (meter, same, nothing) -> meter.lateResponseBytes(same));
    }
  }

  private record Db(Delegates<DbMeter> all) implements DbMeter {

    @Override
    public void executed(long nanos, @Nullable DbErrorType error) {
      all.each(nanos, error, DbMeter::executed);
    }

    @Override
    public void batched(long rows, @Nullable DbErrorType error) {
      all.each(rows, error, DbMeter::batched);
    }

    @Override
    public void batchDone(long nanos, @Nullable DbErrorType error) {
      all.each(nanos, error, DbMeter::batchDone);
    }

    @Override
    public void refused(DbErrorType error) {
      all.each(0, error, (meter, none, same) -> meter.refused(same));
    }
  }

  private record Connections(Delegates<ConnectionMeter> all) implements ConnectionMeter {

    @Override
    public void opened() {
      all.each(0, null, (meter, none, nothing) -> meter.opened());
    }

    @Override
    public void failed() {
      all.each(0, null, (meter, none, nothing) -> meter.failed());
    }

    @Override
    public void borrowed() {
      all.each(0, null, (meter, none, nothing) -> meter.borrowed());
    }

    @Override
    public void returned() {
      all.each(0, null, (meter, none, nothing) -> meter.returned());
    }

    @Override
    public Watch watchInUse(LongSupplier inUse) {
      Delegates<Watch> watches = all.mapEach(meter -> meter.watchInUse(inUse));
      return () -> watches.each(0, null, (watch, none, nothing) -> watch.close());
    }
  }
}
