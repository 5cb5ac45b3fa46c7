package io.upstream.metrics.jdbc;

import io.upstream.metrics.jdbc.connection.ConnectionSource;
import java.sql.Connection;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.proxy.jdk.JdkJdbcProxyFactory;

/**
 * Replaces datasource-proxy's reflective delegates by thin ones.
 *
 * <p>If the application added listeners to the same proxy, their reflective connection stays and
 * the metered one is placed in front of it, so the listeners see the same calls as before.
 */
final class MeteringFactory extends JdkJdbcProxyFactory {

  private final ConnectionSource source;

  MeteringFactory(ConnectionSource source) {
    this.source = source;
  }

  @Override
  public Connection createConnection(
      Connection connection, ConnectionInfo info, ProxyConfig config) {
    Connection heard =
        isObserved(config) ? super.createConnection(connection, info, config) : connection;
    return source.isMetered(connection) ? heard : source.metered(heard);
  }

  /** Returns whether another listener is registered. */
  static boolean isObserved(ProxyConfig config) {
    return !config.getQueryListener().getListeners().isEmpty()
        || !config.getMethodListener().getListeners().isEmpty();
  }
}
