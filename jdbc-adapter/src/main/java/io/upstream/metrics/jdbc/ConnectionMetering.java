package io.upstream.metrics.jdbc;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.connection.ConnectionSource;
import io.upstream.metrics.jdbc.connection.FailureLog;
import io.upstream.metrics.jdbc.connection.SourceSettings;
import io.upstream.metrics.jdbc.model.ModelNaming;
import io.upstream.metrics.label.DataSourceAlias;
import java.sql.Connection;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Meters the connections of one data source where they are opened: behind a connection pool, in a
 * driver or in a framework's own wrapper. If the application can wrap its data source, {@link
 * UpstreamDataSource} is simpler.
 *
 * <p>The recorder may be created after the first connections. Connections that were opened before
 * are then counted; statements that were executed before are not.
 */
public final class ConnectionMetering {

  private final String alias;
  private final Supplier<@Nullable UpstreamRecorder> recorder;
  private final SourceSettings settings;
  private final ConnectionSource source;

  /**
   * Creates a metering under an alias.
   *
   * @param alias the value of the label {@code alias}; each data source of a service needs its own
   * @param recorder called at each event; returns null as long as there is no recorder
   */
  public ConnectionMetering(String alias, Supplier<@Nullable UpstreamRecorder> recorder) {
    this.alias = Objects.requireNonNull(alias, "alias");
    this.recorder = Objects.requireNonNull(recorder, "recorder");
    this.settings =
        new SourceSettings(
            () -> {
              UpstreamRecorder available = recorder.get();
              return available == null ? null : available.events();
            },
            new DataSourceAlias(alias),
            System::nanoTime);
    this.source = new ConnectionSource(settings);
  }

  /** Returns the value of the label {@code alias}. */
  public String alias() {
    return alias;
  }

  /** Returns where it counts; null as long as there is none. */
  public @Nullable UpstreamRecorder recorder() {
    return recorder.get();
  }

  /**
   * Returns the connection with its statements counted. One that is metered further in is returned
   * as it is, and so is one that cannot be metered.
   */
  public Connection metered(Connection connection) {
    try {
      return source.meteredOnce(connection);
    } catch (Throwable ours) {
      FailureLog.report(ours);
      return connection;
    }
  }

  /**
   * Sets the pool of the connections, which has not started yet; {@code
   * django_db_connections_active} is then the pool's own number of borrowed connections. The
   * metering holds the pool weakly and never starts it. If the pool's kind is unknown, connections
   * count while they are open.
   */
  public void belongTo(DataSource pool) {
    settings.belongTo(KnownPools.inUse(pool));
  }

  /** Stops asking the pool, which is about to close. */
  public void close() {
    settings.endWatch();
  }

  /** Counts a failed attempt to get a connection. */
  public void connectionFailed() {
    source.borrowFailed();
  }

  /** Leaves out statements that the pool sends by itself: its test and its initialization. */
  public void ignoreStatements(@Nullable String... texts) {
    settings.ignore(
        Stream.of(texts).flatMap(Stream::ofNullable).collect(Collectors.toUnmodifiableSet()));
  }

  /** Counts the connections that were opened before there was a recorder. */
  public void recorderAvailable() {
    source.recorderAvailable();
  }

  /** Adds an ORM that names the models of writes, until it is removed. */
  public void addModels(ModelNaming models) {
    settings.addModels(models);
  }

  /** Removes who names what is written; nothing where it is not there. */
  public void removeModels(ModelNaming models) {
    settings.removeModels(models);
  }
}
