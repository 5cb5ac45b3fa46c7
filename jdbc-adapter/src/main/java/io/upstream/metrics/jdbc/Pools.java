package io.upstream.metrics.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.DataSourceAlias;
import io.upstream.metrics.series.Gauge.Watch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

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
      Trouble.swallow(ours);
      return () -> {};
    }
  }

  /** Shows how many connections the pool took back, which is also when that is found out. */
  static Watch watch(OpenConnections open, String alias, UpstreamRecorder recorder) {
    try {
      return recorder
          .gauge(PoolFamilies.ABANDONED)
          .watch(new PoolFamilies.PoolLabels(new DataSourceAlias(alias)), open::takeBack);
    } catch (Throwable ours) {
      Trouble.swallow(ours);
      return () -> {};
    }
  }

  /**
   * Returns how many connections a pool has handed out by its own word, where it is one that may
   * take them back: DBCP2 and Tomcat JDBC, which both call it {@code getNumActive}. Null for
   * others.
   */
  static @Nullable IntSupplier active(DataSource source) {
    try {
      MethodHandle active =
          MethodHandles.publicLookup()
              .findVirtual(source.getClass(), "getNumActive", MethodType.methodType(int.class))
              .bindTo(source);
      return () -> {
        try {
          return (int) active.invoke();
        } catch (Throwable unwilling) {
          return -1;
        }
      };
    } catch (ReflectiveOperationException other) {
      return null;
    }
  }

  /** Linked when it is first used, which fails where HikariCP is not on the class path. */
  private static final class Hikari {

    static Watch watch(DataSource source, String alias, UpstreamRecorder recorder)
        throws java.sql.SQLException {
      HikariDataSource pool =
          source instanceof HikariDataSource hikari
              ? hikari
              : source.isWrapperFor(HikariDataSource.class)
                  ? source.unwrap(HikariDataSource.class)
                  : null;
      return pool == null ? () -> {} : HikariPools.watch(pool, alias, recorder);
    }
  }
}
