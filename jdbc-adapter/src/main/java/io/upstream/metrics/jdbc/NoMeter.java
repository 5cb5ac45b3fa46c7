package io.upstream.metrics.jdbc;

import io.upstream.metrics.event.DbMeter;
import io.upstream.metrics.label.DbErrorType;
import org.jspecify.annotations.Nullable;

/** Counts nothing, where the recorder would not give a meter. */
enum NoMeter implements DbMeter {
  INSTANCE;

  @Override
  public void executed(long nanos, @Nullable DbErrorType error) {}

  @Override
  public void batched(long rows, @Nullable DbErrorType error) {}

  @Override
  public void batchDone(long nanos, @Nullable DbErrorType error) {}

  @Override
  public void refused(DbErrorType error) {}
}
