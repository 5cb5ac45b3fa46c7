package io.upstream.metrics.event;

import io.upstream.metrics.label.DbErrorType;
import org.jspecify.annotations.Nullable;

/**
 * Takes what happens and does nothing: in the place of a meter that a vocabulary failed to make.
 */
enum NoMeter implements HttpMeter, DbMeter, ConnectionMeter, CacheMeter {
  INSTANCE;

  @Override
  public void started() {}

  @Override
  public void ended(HttpExchange exchange) {}

  @Override
  public void abandoned() {}

  @Override
  public void lateResponseBytes(long bytes) {}

  @Override
  public void executed(long nanos, @Nullable DbErrorType error) {}

  @Override
  public void batched(long rows, @Nullable DbErrorType error) {}

  @Override
  public void batchDone(long nanos, @Nullable DbErrorType error) {}

  @Override
  public void refused(DbErrorType error) {}

  @Override
  public void opened() {}

  @Override
  public void failed() {}

  @Override
  public void borrowed() {}

  @Override
  public void returned() {}

  @Override
  public void record(CacheCall call) {}
}
