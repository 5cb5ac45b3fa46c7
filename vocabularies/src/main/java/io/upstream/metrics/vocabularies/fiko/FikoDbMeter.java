package io.upstream.metrics.vocabularies.fiko;

import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.event.Families;
import io.upstream.metrics.label.DbErrorType;
import io.upstream.metrics.label.SqlOperation;
import io.upstream.metrics.series.BoundCounter;
import io.upstream.metrics.series.Counter;
import io.upstream.metrics.series.Observer;
import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies.QueryLabels;
import io.upstream.metrics.vocabularies.fiko.FikoEventFamilies.QueryTypeLabels;
import org.jspecify.annotations.Nullable;

/** One kind of database call in Fiko's names. */
final class FikoDbMeter implements DbMeter {

  private static final double NANOS_PER_SECOND = 1e9;

  private final BoundCounter successes;
  private final BoundCounter errors;
  private final Observer duration;

  FikoDbMeter(Families families, SqlOperation operation) {
    Counter<QueryLabels> queries = families.counter(FikoEventFamilies.QUERIES);
    successes = queries.bind(new QueryLabels(operation, Outcome.SUCCESS));
    errors = queries.bind(new QueryLabels(operation, Outcome.ERROR));
    duration =
        families.histogram(FikoEventFamilies.QUERY_DURATION).bind(new QueryTypeLabels(operation));
  }

  @Override
  public void executed(long nanos, @Nullable DbErrorType error) {
    batched(1, error);
    batchDone(nanos, error);
  }

  @Override
  public void batched(long rows, @Nullable DbErrorType error) {
    (error == null ? successes : errors).add(rows);
  }

  @Override
  public void batchDone(long nanos, @Nullable DbErrorType error) {
    duration.observe(nanos / NANOS_PER_SECOND);
  }

  @Override
  public void refused(DbErrorType error) {
    errors.inc(); // Fiko has no other place for an error
  }
}
