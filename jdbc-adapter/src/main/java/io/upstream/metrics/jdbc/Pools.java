package io.upstream.metrics.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.series.Gauge.Watch;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Shows the numbers of a wrapped pool, if it is of a kind that we know and that is there. */
final class Pools {

  private Pools() {}

  /** Never fails: a pool that cannot be shown is still a pool. */
  static Watch watch(DataSource source, String alias, UpstreamRecorder recorder) {
    try {
      return Hikari.watch(source, alias, recorder);
    } catch (NoClassDefFoundError absent) {
      return () -> {};
    } catch (Throwable ours) {
      // Somebody else's family of that name, for one: those gauges stay theirs.
      FailureLog.report(ours);
      return () -> {};
    }
  }

  /** Linked when it is first used, which fails where HikariCP is not on the class path. */
  private static final class Hikari {

    static Watch watch(DataSource source, String alias, UpstreamRecorder recorder)
        throws SQLException {
      HikariDataSource pool = HikariPools.in(source);
      return pool == null ? () -> {} : HikariPools.watch(pool, alias, recorder);
    }
  }
}
