package io.upstream.metrics.jdbc;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.DataSourceAlias;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.proxy.NanoTimeStopwatchFactory;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.support.ProxyDataSource;

/**
 * Counts and times the statements of a data source.
 *
 * <pre>{@code
 * DataSource claims = UpstreamDataSource.wrap(pool, "claims", recorder);
 * }</pre>
 *
 * <p>What the data source does and throws stays as it was; no SQL text leaves the call.
 */
public final class UpstreamDataSource {

  private UpstreamDataSource() {}

  /** The data source to use in place of {@code target}; its numbers stand under {@code alias}. */
  public static DataSource wrap(DataSource target, String alias, UpstreamRecorder recorder) {
    ProxyDataSource proxy = new ProxyDataSource(target);
    proxy.setProxyConfig(
        ProxyConfig.Builder.create()
            .dataSourceName(alias)
            .queryListener(new StatementListener(new DataSourceAlias(alias), recorder.events()))
            .stopwatchFactory(new NanoTimeStopwatchFactory())
            .build());
    return proxy;
  }
}
