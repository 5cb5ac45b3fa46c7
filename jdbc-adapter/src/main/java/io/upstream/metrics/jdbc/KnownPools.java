package io.upstream.metrics.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.jdbc.connection.FailureLog;
import io.upstream.metrics.jdbc.connection.SourceSettings;
import io.upstream.metrics.series.Gauge.Watch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers of a connection pool of a known kind: HikariCP, Tomcat JDBC, DBCP2. Reading
 * never starts a pool, keeps it alive or throws.
 */
final class KnownPools {

  private static final MethodHandles.Lookup PUBLIC = MethodHandles.publicLookup();

  private KnownPools() {}

  /** Shows a HikariCP pool's own numbers under an alias, until the answer is closed. */
  static Watch watch(DataSource source, String alias, UpstreamRecorder recorder) {
    try {
      return Hikari.watch(source, alias, recorder);
    } catch (NoClassDefFoundError absent) {
      return () -> {};
    } catch (Throwable ours) {
      // For example, another collector may have a family of that name; its gauges then stay.
      FailureLog.report(ours);
      return () -> {};
    }
  }

  /**
   * Returns a supplier of the number of a pool's borrowed connections; null if it is no pool of a
   * known kind. A connection that the pool took back because the application never closed it is no
   * longer in use.
   */
  static @Nullable LongSupplier inUse(DataSource source) {
    try {
      LongSupplier hikari = Hikari.inUse(source);
      if (hikari != null) {
        return hikari;
      }
    } catch (NoClassDefFoundError absent) {
      // HikariCP is absent, so it is another pool.
    } catch (Throwable unwilling) {
      return null;
    }
    MethodHandle active = getter(source.getClass(), "getNumActive");
    if (active == null) {
      return null;
    }
    // Any call except the one for its size starts Tomcat's pool.
    MethodHandle size = getter(source.getClass(), "getPoolSize");
    return weakly(source, pool -> size != null && ask(size, pool) == 0 ? 0 : ask(active, pool));
  }

  private static @Nullable MethodHandle getter(Class<?> pool, String name) {
    try {
      return PUBLIC.findVirtual(pool, name, MethodType.methodType(int.class));
    } catch (ReflectiveOperationException other) {
      return null;
    }
  }

  private static long ask(MethodHandle getter, DataSource pool) {
    try {
      return (int) getter.invoke(pool);
    } catch (Throwable closing) {
      return 0;
    }
  }

  private static <P> LongSupplier weakly(P source, ToLongFunction<P> number) {
    WeakReference<P> weak = new WeakReference<>(source);
    return () -> {
      P pool = weak.get();
      return pool == null ? SourceSettings.GONE : number.applyAsLong(pool);
    };
  }

  /**
   * The code that needs HikariCP. The JVM links it at its first use, which fails if HikariCP is not
   * on the class path.
   */
  private static final class Hikari {

    static Watch watch(DataSource source, String alias, UpstreamRecorder recorder)
        throws SQLException {
      HikariDataSource pool = in(source);
      return pool == null ? () -> {} : HikariPools.watch(pool, alias, recorder);
    }

    static @Nullable LongSupplier inUse(DataSource source) throws SQLException {
      HikariDataSource pool = in(source);
      return pool == null
          ? null
          : weakly(pool, each -> HikariPools.read(each, HikariPoolMXBean::getActiveConnections));
    }

    /** Returns a HikariCP pool or the one that a source wraps; null where there is none. */
    private static @Nullable HikariDataSource in(DataSource source) throws SQLException {
      return source instanceof HikariDataSource pool
          ? pool
          : source.isWrapperFor(HikariDataSource.class)
              ? source.unwrap(HikariDataSource.class)
              : null;
    }
  }
}
