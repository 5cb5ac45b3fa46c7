package io.upstream.metrics.jdbc;

import io.upstream.metrics.Events;
import io.upstream.metrics.label.DataSourceAlias;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one wrapped data source has in common, whatever database turns out to be behind it. */
final class SourceSettings {

  private final Events events;
  private final DataSourceAlias alias;
  private final LongSupplier clock;
  private volatile @Nullable ModelNaming models;

  SourceSettings(Events events, DataSourceAlias alias, LongSupplier clock) {
    this.events = events;
    this.alias = alias;
    this.clock = clock;
  }

  Events events() {
    return events;
  }

  DataSourceAlias alias() {
    return alias;
  }

  LongSupplier clock() {
    return clock;
  }

  /** Who names the written models; null where the table's name is the model. */
  @Nullable ModelNaming models() {
    return models;
  }

  void models(@Nullable ModelNaming models) {
    this.models = models;
  }
}
