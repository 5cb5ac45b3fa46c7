package io.upstream.metrics.event;

import static io.upstream.metrics.label.RejectReason.MISSING;

import io.upstream.metrics.catalog.CacheFamilies;
import io.upstream.metrics.catalog.CacheFamilies.BackendLabels;
import io.upstream.metrics.catalog.DbFamilies.SourceLabels;
import io.upstream.metrics.catalog.ModelFamilies;
import io.upstream.metrics.catalog.ModelFamilies.ModelLabels;
import io.upstream.metrics.label.CacheName;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.SeriesRegistry;
import org.jspecify.annotations.Nullable;

/** Records events under the platform's own names. */
final class UpstreamEvents implements Events {

  private final SeriesRegistry book;
  private final HttpMeter http;

  UpstreamEvents(SeriesRegistry book) {
    this.book = book;
    this.http = new UpstreamHttpMeter(book);
  }

  @Override
  public HttpMeter http() {
    return http;
  }

  @Override
  public DbMeter db(DbCall call) {
    return new UpstreamDbMeter(book, call);
  }

  @Override
  public ConnectionMeter connections(DataSourceAlias alias, DbVendor vendor) {
    return new UpstreamConnectionMeter(book, new SourceLabels(alias, vendor));
  }

  @Override
  public CacheMeter cache(CacheName cache) {
    BackendLabels labels = new BackendLabels(cache);
    BoundCounter gets = book.counter(CacheFamilies.GETS).bind(labels);
    BoundCounter hits = book.counter(CacheFamilies.HITS).bind(labels);
    BoundCounter misses = book.counter(CacheFamilies.MISSES).bind(labels);
    BoundCounter sets = book.counter(CacheFamilies.SETS).bind(labels);
    BoundCounter deletes = book.counter(CacheFamilies.DELETES).bind(labels);
    return call -> {
      if (call == null) {
        book.counter(CacheFamilies.GETS).refuse(MISSING, "what the cache was asked", Double.NaN);
        return;
      }
      switch (call) {
        case HIT -> {
          gets.inc();
          hits.inc();
        }
        case MISS -> {
          gets.inc();
          misses.inc();
        }
        case SET -> sets.inc();
        case DELETE -> deletes.inc();
      }
    };
  }

  @Override
  public void modelWritten(SqlOperation operation, ModelName model, long count) {
    if (operation == null) {
      book.counter(ModelFamilies.INSERTS).refuse(MISSING, "how the model was written", Double.NaN);
      return;
    }
    CounterSeries<ModelLabels> writes = writes(book, operation);
    if (writes != null) {
      writes.add(new ModelLabels(model), count);
    }
  }

  /**
   * Returns the counter of the entities that an operation writes; null for an operation that does
   * not write one kind of entity.
   */
  static @Nullable CounterSeries<ModelLabels> writes(
      SeriesRegistry book, @Nullable SqlOperation operation) {
    if (operation == null) {
      return null;
    }
    return switch (operation) {
      case INSERT -> book.counter(ModelFamilies.INSERTS);
      case UPDATE -> book.counter(ModelFamilies.UPDATES);
      case DELETE -> book.counter(ModelFamilies.DELETES);
      default -> null;
    };
  }
}
