package io.upstream.metrics.event;

import io.upstream.metrics.catalog.DbFamilies;
import io.upstream.metrics.catalog.DbFamilies.SourceErrorLabels;
import io.upstream.metrics.catalog.DbFamilies.SourceLabels;
import io.upstream.metrics.catalog.DbFamilies.SourceOperationLabels;
import io.upstream.metrics.catalog.ModelFamilies.ModelLabels;
import io.upstream.metrics.guard.RetainedLabel;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.DbVendor;
import io.upstream.metrics.label.ModelName;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.CounterSeries;
import io.upstream.metrics.series.Observer;
import io.upstream.metrics.series.SeriesRegistry;
import org.jspecify.annotations.Nullable;

/** One kind of database call in the platform's own names. */
final class UpstreamDbMeter implements DbMeter {

  private static final double NANOS_PER_SECOND = 1e9;

  private final RetainedLabel alias;
  private final RetainedLabel vendor;
  private final Observer duration;
  private final BoundCounter executed;
  private final BoundCounter executedMany;
  private final BoundCounter queries;
  private final BoundCounter byOperation;
  private final CounterSeries<SourceErrorLabels> errors;
  private final @Nullable CounterSeries<ModelLabels> writes;
  private final @Nullable RetainedLabel model;

  UpstreamDbMeter(SeriesRegistry book, DbCall call) {
    alias = book.guards().resolver(DataSourceAlias.class).retain(call.alias());
    vendor = book.guards().resolver(DbVendor.class).retain(call.vendor());
    SourceLabels source = new SourceLabels(call.alias(), call.vendor());
    duration = book.histogram(DbFamilies.QUERY_DURATION).bind(source);
    executed = book.counter(DbFamilies.EXECUTED).bind(source);
    executedMany = book.counter(DbFamilies.EXECUTED_MANY).bind(source);
    queries = book.counter(DbFamilies.QUERIES).bind(source);
    SourceOperationLabels operation =
        new SourceOperationLabels(call.alias(), call.vendor(), call.operation());
    byOperation = book.counter(DbFamilies.QUERIES_BY_OPERATION).bind(operation);
    errors = book.counter(DbFamilies.ERRORS);
    ModelName written = call.model();
    writes = written == null ? null : UpstreamEvents.writes(book, call.operation());
    model = written == null ? null : book.guards().resolver(ModelName.class).retain(written);
  }

  @Override
  public void executed(long nanos, @Nullable DbErrorType error) {
    count(1, error);
    batchDone(nanos, error);
  }

  @Override
  public void batched(long rows, @Nullable DbErrorType error) {
    executedMany.add(rows);
    count(rows, error);
  }

  @Override
  public void batchDone(long nanos, @Nullable DbErrorType error) {
    duration.observe(nanos / NANOS_PER_SECOND);
    if (error != null) {
      refused(error);
    }
  }

  @Override
  public void refused(DbErrorType error) {
    int closed = errors.closed(error);
    if (errors.accepts(closed)) {
      errors.add(1, closed, alias.resolve(null), vendor.resolve(null));
    }
  }

  private void count(long rows, @Nullable DbErrorType error) {
    executed.add(rows);
    queries.add(rows);
    byOperation.add(rows);
    if (error == null && writes != null && model != null && writes.admits(rows)) {
      writes.add(rows, writes.closed(), model.resolve(null)); // a write that failed names no model
    }
  }
}
