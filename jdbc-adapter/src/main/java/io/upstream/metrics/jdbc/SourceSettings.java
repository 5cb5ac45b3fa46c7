package io.upstream.metrics.jdbc;

import io.upstream.metrics.event.Events;
import io.upstream.metrics.label.DataSourceAlias;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of one wrapped data source, whatever database is behind it. */
final class SourceSettings {

  private final Supplier<@Nullable Events> events;
  private final DataSourceAlias alias;
  private final LongSupplier clock;
  private volatile Set<String> ignored = Set.of();
  private volatile List<ModelNaming> models = List.of();

  SourceSettings(Events events, DataSourceAlias alias, LongSupplier clock) {
    this(() -> events, alias, clock);
  }

  /** Settings of a source whose recorder may come after its first connections. */
  SourceSettings(Supplier<@Nullable Events> events, DataSourceAlias alias, LongSupplier clock) {
    this.events = events;
    this.alias = alias;
    this.clock = clock;
  }

  /** Returns where events are recorded; null as long as there is no recorder. */
  @Nullable Events events() {
    return events.get();
  }

  /** Returns whether a text is one that the pool sends by itself, such as its connection test. */
  boolean isIgnored(String sql) {
    return ignored.contains(sql);
  }

  void ignore(Set<String> texts) {
    ignored = Set.copyOf(texts);
  }

  DataSourceAlias alias() {
    return alias;
  }

  LongSupplier clock() {
    return clock;
  }

  /** The functions that name written models; empty if the table's name is the model. */
  List<ModelNaming> models() {
    return models;
  }

  synchronized void addModels(ModelNaming added) {
    if (!models.contains(added)) {
      models = Stream.concat(models.stream(), Stream.of(added)).toList();
    }
  }

  synchronized void removeModels(ModelNaming removed) {
    models = models.stream().filter(each -> each != removed).toList();
  }
}
