package io.upstream.metrics.vocabularies.module;

import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.Observer;
import io.upstream.metrics.vocabularies.module.ModuleEventFamilies.OperationLabels;
import org.jspecify.annotations.Nullable;

/** One kind of database call in the template module's names, which know no errors. */
final class ModuleDbMeter implements DbMeter {

  private static final double NANOS_PER_SECOND = 1e9;

  private final BoundCounter queries;
  private final Observer duration;

  ModuleDbMeter(Families families, SqlOperation operation) {
    OperationLabels labels = new OperationLabels(operation);
    queries = families.counter(ModuleEventFamilies.QUERIES).bind(labels);
    duration = families.histogram(ModuleEventFamilies.QUERY_DURATION).bind(labels);
  }

  @Override
  public void executed(long nanos, @Nullable DbErrorType error) {
    batched(1, error);
    batchDone(nanos, error);
  }

  @Override
  public void batched(long rows, @Nullable DbErrorType error) {
    queries.add(rows);
  }

  @Override
  public void batchDone(long nanos, @Nullable DbErrorType error) {
    duration.observe(nanos / NANOS_PER_SECOND);
  }
}
