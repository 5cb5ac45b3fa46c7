package io.upstream.metrics.jdbc.connection;

import io.upstream.metrics.event.ConnectionMeter;
import io.upstream.metrics.event.Events;
import io.upstream.metrics.jdbc.model.ModelNaming;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.series.Gauge.Watch;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of one wrapped data source of any database. */
public final class SourceSettings {

  /** The number of connections in use of a pool that was collected as garbage. */
  public static final long GONE = -1;

  private static final Watch NO_WATCH = () -> {};

  private final Supplier<@Nullable Events> events;
  private final DataSourceAlias alias;
  private final LongSupplier clock;
  private volatile Set<String> ignored = Set.of();
  private volatile @Nullable LongSupplier inUse;
  private final AtomicReference<@Nullable ConnectionMeter> watching = new AtomicReference<>();
  private final AtomicReference<Watch> watch = new AtomicReference<>(NO_WATCH);
  private final AtomicReference<List<ModelNaming>> models = new AtomicReference<>(List.of());

  /** Creates the settings of a source whose recorder exists. */
  public SourceSettings(Events events, DataSourceAlias alias, LongSupplier clock) {
    this(() -> events, alias, clock);
  }

  /** Creates the settings of a source whose recorder may come after its first connections. */
  public SourceSettings(
      Supplier<@Nullable Events> events, DataSourceAlias alias, LongSupplier clock) {
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

  /** Sets the texts that are not counted. */
  public void ignore(Set<String> texts) {
    ignored = Set.copyOf(texts);
  }

  /**
   * Sets how to read the number of connections of the pool that are in use; null if the pool is of
   * no known kind.
   */
  public void belongTo(@Nullable LongSupplier connectionsInUse) {
    inUse = connectionsInUse;
  }

  /**
   * Returns whether a pool knows the number of connections in use, so that they are not counted
   * here.
   */
  boolean belongsToPool() {
    return inUse != null;
  }

  /**
   * Watches the pool after a connection was opened: then the pool can be read and its database is
   * known.
   */
  void watchPool(ConnectionMeter meter) {
    LongSupplier asked = inUse;
    if (asked != null && watching.getAndSet(meter) != meter) {
      watch.getAndSet(meter.watchInUse(() -> orEnd(asked.getAsLong()))).close();
    }
  }

  private long orEnd(long inUse) {
    if (inUse == GONE) {
      endWatch();
    }
    return Math.max(0, inUse);
  }

  /** Stops reading the pool, unless it opens another connection. */
  public void endWatch() {
    watching.set(null);
    watch.getAndSet(NO_WATCH).close();
  }

  /** Returns the value of the label {@code alias}. */
  public DataSourceAlias alias() {
    return alias;
  }

  /** Returns a clock of nanoseconds. */
  public LongSupplier clock() {
    return clock;
  }

  /** Returns the functions that name written models; empty if the table's name is the model. */
  List<ModelNaming> models() {
    return Objects.requireNonNull(models.get()); // the list is never null
  }

  /** Adds an ORM that names the models of writes, until it is removed. */
  public void addModels(ModelNaming added) {
    models.updateAndGet(
        known ->
            known.stream().anyMatch(each -> each == added)
                ? known
                : Stream.concat(known.stream(), Stream.of(added)).toList());
  }

  /** Removes an ORM; does nothing if it was not added. */
  public void removeModels(ModelNaming removed) {
    models.updateAndGet(known -> known.stream().filter(each -> each != removed).toList());
  }
}
