package io.upstream.metrics.vocabularies;

import io.upstream.metrics.event.ConnectionMeter;
import io.upstream.metrics.series.BoundUpDown;

/** Counts the connections that are in use, and nothing else of them. */
record OpenConnections(BoundUpDown open) implements ConnectionMeter {

  @Override
  public void borrowed() {
    open.inc();
  }

  @Override
  public void returned() {
    open.dec();
  }
}
