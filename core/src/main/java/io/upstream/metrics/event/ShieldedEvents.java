package io.upstream.metrics.event;

import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a vocabulary does wrong from the service that records, and from other vocabularies.
 *
 * <p>Each method has its own {@code try}, for a lambda would make garbage at each event.
 */
final class ShieldedEvents implements Events {

  private final Events events;
  private final VocabularyErrors errors;
  private final HttpMeter http;

  ShieldedEvents(Events events, VocabularyErrors errors) {
    this.events = events;
    this.errors = errors;
    this.http = new Http(events.http(), errors); // at start, where it may throw
  }

  @Override
  public HttpMeter http() {
    return http;
  }

  @Override
  public DbMeter db(DbCall call) {
    return new Db(ask(() -> events.db(call), NoMeter.INSTANCE), errors);
  }

  @Override
  public ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
    return new Connections(ask(() -> events.connections(alias, vendor), NoMeter.INSTANCE), errors);
  }

  @Override
  public CacheMeter cache(CacheName cache) {
    return new Cache(ask(() -> events.cache(cache), NoMeter.INSTANCE), errors);
  }

  @Override
  public void modelWritten(SqlOperation operation, ModelName model, long count) {
    try {
      events.modelWritten(operation, model, count);
    } catch (Throwable e) {
      errors.failed(e);
    }
  }

  private <M> M ask(Supplier<M> maker, M instead) {
    try {
      return Objects.requireNonNull(maker.get(), "expected a meter, got null");
    } catch (Throwable e) {
      errors.failed(e);
      return instead;
    }
  }

  private record Http(HttpMeter meter, VocabularyErrors errors) implements HttpMeter {

    @Override
    public void started() {
      try {
        meter.started();
      } catch (Throwable e) {
        errors.failed(e);
      }
    }

    @Override
    public void ended(HttpExchange exchange) {
      try {
        meter.ended(exchange);
      } catch (Throwable e) {
        errors.failed(e);
      }
    }

    @Override
    public void abandoned() {
      try {
        meter.abandoned();
      } catch (Throwable e) {
        errors.failed(e);
      }
    }

    @Override
    public void lateResponseBytes(long bytes) {
      try {
        meter.lateResponseBytes(bytes);
      } catch (Throwable e) {
        errors.failed(e);
      }
    }
  }

  private record Db(DbMeter meter, VocabularyErrors errors) implements DbMeter {

    @Override
    public void executed(long nanos, @Nullable DbErrorType error) {
      try {
        meter.executed(nanos, error);
      } catch (Throwable e) {
        errors.failed(e);
      }
    }

    @Override
    public void batched(long rows, @Nullable DbErrorType error) {
      try {
        meter.batched(rows, error);
      } catch (Throwable e) {
        errors.failed(e);
      }
    }

    @Override
    public void batchDone(long nanos, @Nullable DbErrorType error) {
      try {
        meter.batchDone(nanos, error);
      } catch (Throwable e) {
        errors.failed(e);
      }
    }

    @Override
    public void refused(DbErrorType error) {
      try {
        meter.refused(error);
      } catch (Throwable e) {
        errors.failed(e);
      }
    }
  }

  private record Connections(ConnectionMeter meter, VocabularyErrors errors)
      implements ConnectionMeter {

    @Override
    public void opened() {
      try {
        meter.opened();
      } catch (Throwable e) {
        errors.failed(e);
      }
    }

    @Override
    public void failed() {
      try {
        meter.failed();
      } catch (Throwable e) {
        errors.failed(e);
      }
    }

    @Override
    public void borrowed() {
      try {
        meter.borrowed();
      } catch (Throwable e) {
        errors.failed(e);
      }
    }

    @Override
    public void returned() {
      try {
        meter.returned();
      } catch (Throwable e) {
        errors.failed(e);
      }
    }
  }

  private record Cache(CacheMeter meter, VocabularyErrors errors) implements CacheMeter {

    @Override
    public void record(CacheCall call) {
      try {
        meter.record(call);
      } catch (Throwable e) {
        errors.failed(e);
      }
    }
  }
}
