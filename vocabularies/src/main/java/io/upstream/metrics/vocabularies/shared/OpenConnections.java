package io.upstream.metrics.vocabularies.shared;

import io.upstream.metrics.event.ConnectionMeter;
import io.upstream.metrics.series.BoundUpDown;
import io.upstream.metrics.series.Gauge.Watch;
import java.util.function.LongSupplier;

/** Counts the connections that are in use, and nothing else of them. */
public record OpenConnections(BoundUpDown open) implements ConnectionMeter {

  @Override
  public void borrowed() {
    open.inc();
  }

  @Override
  public void returned() {
    open.dec();
  }

  @Override
  public Watch watchInUse(LongSupplier inUse) {
    return open.watch(inUse);
  }
}
