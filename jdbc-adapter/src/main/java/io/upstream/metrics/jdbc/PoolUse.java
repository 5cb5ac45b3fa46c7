package io.upstream.metrics.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
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
 * Reads how many connections a pool has handed out, from HikariCP, Tomcat JDBC and DBCP2. So a
 * connection that the pool took back, because the application never closed it, is in use no more.
 *
 * <p>A pool is not started by the question, and not kept alive.
 */
final class PoolUse {

  /** The answer of a pool that nobody has any more. */
  static final long GONE = -1;

  private static final MethodHandles.Lookup PUBLIC = MethodHandles.publicLookup();

  private PoolUse() {}

  /** Returns whom to ask; null for what is no pool of a kind that we know. */
  static @Nullable LongSupplier of(DataSource source) {
    try {
      LongSupplier hikari = Hikari.of(source);
      if (hikari != null) {
        return hikari;
      }
    } catch (NoClassDefFoundError absent) {
      // another pool
    } catch (Throwable unwilling) {
      return null;
    }
    MethodHandle active = getter(source.getClass(), "getNumActive");
    if (active == null) {
      return null;
    }
    // Tomcat's starts when it is asked, but for its size.
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
      return pool == null ? GONE : number.applyAsLong(pool);
    };
  }

  /** Linked when it is first used, which fails where HikariCP is not on the class path. */
  private static final class Hikari {

    static @Nullable LongSupplier of(DataSource source) throws SQLException {
      HikariDataSource pool = HikariPools.in(source);
      return pool == null
          ? null
          : weakly(pool, each -> HikariPools.read(each, HikariPoolMXBean::getActiveConnections));
    }
  }
}
