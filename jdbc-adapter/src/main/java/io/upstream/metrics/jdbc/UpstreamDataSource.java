package io.upstream.metrics.jdbc;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.connection.ConnectionSource;
import io.upstream.metrics.jdbc.connection.MeteredConnectionBuilder;
import io.upstream.metrics.jdbc.connection.SourceSettings;
import io.upstream.metrics.jdbc.connection.Wrapping;
import io.upstream.metrics.jdbc.model.ModelNaming;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.series.Gauge.Watch;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKeyBuilder;
import java.util.Objects;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that counts and times statements, batches, errors, writes and connections of the
 * data source that it wraps.
 *
 * <pre>{@code
 * DataSource claims = UpstreamDataSource.wrap(new HikariDataSource(config), "claims", recorder);
 * }</pre>
 *
 * <p>To the caller it behaves as the wrapped data source: the same results, warnings and
 * exceptions, and {@code unwrap} reaches the pool's and the driver's own types. Closing it closes
 * the wrapped data source. It can be placed in front of a pool (then a connection is counted while
 * it is borrowed) or behind one (then while it is open). If several meters are in a row, in front
 * of a pool and behind it or around a source that routes to wrapped ones, the innermost counts, so
 * each statement counts once.
 *
 * <p>It is a datasource-proxy {@link ProxyDataSource}: listeners can be added to it, at their usual
 * cost. For an existing {@code ProxyDataSource} see UpstreamListener.
 */
public final class UpstreamDataSource extends ProxyDataSource {

  /** Not read where there are no listeners. */
  private static final ConnectionInfo NO_INFO = new ConnectionInfo();

  private final DataSource wrapped;
  private final UpstreamRecorder recorder;
  private final SourceSettings settings;
  private final ConnectionSource source;
  private final MeteringFactory factory;
  private final @Nullable ProxyDataSource inner;
  private Watch pool = () -> {};

  private UpstreamDataSource(
      DataSource wrapped, UpstreamRecorder recorder, SourceSettings settings) {
    super(wrapped);
    this.recorder = recorder;
    this.wrapped = wrapped;
    this.settings = settings;
    this.inner = unwrapped(wrapped, ProxyDataSource.class);
    this.source = new ConnectionSource(settings);
    this.factory = new MeteringFactory(source);
    setProxyConfig(
        ProxyConfig.Builder.create()
            .dataSourceName(String.valueOf(settings.alias().value()))
            .jdbcProxyFactory(factory)
            .build());
  }

  /**
   * Wraps a data source.
   *
   * @param alias the value of the label {@code alias}; each data source of a service needs its own
   */
  public static UpstreamDataSource wrap(
      DataSource dataSource, String alias, UpstreamRecorder recorder) {
    return wrap(dataSource, alias, recorder, true);
  }

  /**
   * Wraps a data source whose pool's numbers another library may show.
   *
   * @param alias the value of the label {@code alias}; each data source of a service needs its own
   * @param poolFigures true if the pool's own numbers go on the page
   */
  public static UpstreamDataSource wrap(
      DataSource dataSource, String alias, UpstreamRecorder recorder, boolean poolFigures) {
    Objects.requireNonNull(dataSource, "dataSource");
    Objects.requireNonNull(alias, "alias");
    Objects.requireNonNull(recorder, "recorder");
    SourceSettings settings =
        new SourceSettings(recorder.events(), new DataSourceAlias(alias), System::nanoTime);
    settings.belongTo(KnownPools.inUse(dataSource));
    UpstreamDataSource wrapped = new UpstreamDataSource(dataSource, recorder, settings);
    if (poolFigures) {
      wrapped.pool = KnownPools.watch(dataSource, alias, recorder);
    }
    return wrapped;
  }

  private static <T> @Nullable T unwrapped(DataSource source, Class<T> type) {
    try {
      return type.isInstance(source)
          ? type.cast(source)
          : source.isWrapperFor(type) ? source.unwrap(type) : null;
    } catch (Throwable unwilling) {
      return null;
    }
  }

  /** Adds a source of model names in place of the text of statements, until it is removed. */
  public void addModels(ModelNaming models) {
    settings.addModels(models);
  }

  /** Removes who names what is written; nothing where it is not there. */
  public void removeModels(ModelNaming models) {
    settings.removeModels(models);
  }

  /** Returns the recorder in which it counts. */
  public UpstreamRecorder recorder() {
    return recorder;
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      return isObserved() ? observed(super.getConnection()) : handOut(wrapped.getConnection());
    } catch (Throwable failure) {
      source.borrowFailed();
      throw failure;
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    try {
      return isObserved()
          ? observed(super.getConnection(username, password))
          : handOut(wrapped.getConnection(username, password));
    } catch (Throwable failure) {
      source.borrowFailed();
      throw failure;
    }
  }

  @Override
  public ConnectionBuilder createConnectionBuilder() throws SQLException {
    return new MeteredConnectionBuilder(wrapped.createConnectionBuilder(), source);
  }

  @Override
  public ShardingKeyBuilder createShardingKeyBuilder() throws SQLException {
    return wrapped.createShardingKeyBuilder();
  }

  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    return Wrapping.unwrap(this, wrapped, iface);
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) throws SQLException {
    return Wrapping.isWrapperFor(this, wrapped, iface);
  }

  /** Closes the wrapped source, if it can be closed. */
  @Override
  public void close() throws IOException {
    pool.close();
    settings.endWatch();
    SourceCloser.close(wrapped);
  }

  private boolean isObserved() {
    return MeteringFactory.isObserved(getProxyConfig());
  }

  /**
   * Returns the factory's connection, without datasource-proxy's bookkeeping around it. One that is
   * metered further in, behind a source that routes or a pool, is counted there.
   */
  private Connection handOut(Connection connection) {
    if (inner != null && UpstreamListener.isOn(inner)) {
      return connection;
    }
    Connection made = factory.createConnection(connection, NO_INFO, getProxyConfig());
    return made == connection ? made : source.handOut(made);
  }

  /**
   * Returns the connection as the metered one. It came out of the same factory, unless the
   * application gave this proxy another one.
   */
  private Connection observed(Connection connection) {
    return source.handOutOrMeter(connection);
  }
}
