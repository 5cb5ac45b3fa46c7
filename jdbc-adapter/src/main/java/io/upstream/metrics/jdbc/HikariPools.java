package io.upstream.metrics.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.PoolFamilies.PoolLabels;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.series.Gauge.Watch;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Shows a HikariCP pool's own numbers on the page, which are read from the pool at each scrape.
 *
 * <pre>{@code
 * AutoCloseable watch = HikariPools.watch(hikari, "claims", recorder);
 * }</pre>
 *
 * <p>{@link UpstreamDataSource#wrap} calls this for a pool that it wraps; call it for a pool in
 * front of a wrapped source. A recorder can show any number of pools, by their aliases.
 */
public final class HikariPools {

  private HikariPools() {}

  /** Shows the pool under an alias until the answer is closed. */
  public static Watch watch(HikariDataSource pool, String alias, UpstreamRecorder recorder) {
    PoolLabels labels = new PoolLabels(new DataSourceAlias(alias));
    List<Watch> watches =
        List.of(
            recorder
                .gauge(PoolFamilies.ACTIVE)
                .watch(labels, () -> read(pool, HikariPoolMXBean::getActiveConnections)),
            recorder
                .gauge(PoolFamilies.IDLE)
                .watch(labels, () -> read(pool, HikariPoolMXBean::getIdleConnections)),
            recorder
                .gauge(PoolFamilies.PENDING)
                .watch(labels, () -> read(pool, HikariPoolMXBean::getThreadsAwaitingConnection)),
            recorder.gauge(PoolFamilies.MAX).watch(labels, pool::getMaximumPoolSize));
    return () -> watches.forEach(Watch::close);
  }

  /** Returns 0 for a pool that may not have started, because no connection was asked for yet. */
  static int read(HikariDataSource pool, ToIntFunction<HikariPoolMXBean> number) {
    HikariPoolMXBean bean = pool.getHikariPoolMXBean();
    return bean == null || pool.isClosed() ? 0 : number.applyAsInt(bean);
  }
}
