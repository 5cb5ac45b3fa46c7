package io.upstream.metrics.spring.data;

import com.zaxxer.hikari.HikariDataSource;
import io.upstream.metrics.jdbc.ConnectionMetering;
import io.upstream.metrics.jdbc.MeteredDriver;
import io.upstream.metrics.jdbc.PoolDriver;
import java.lang.ref.WeakReference;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

/**
 * Meters the connections behind the pools that we know, before a pool has any. The pool's object,
 * class and settings stay what they are, apart from the driver that it is lent.
 */
final class Pools {

  private static final ClassLoader LOADER = Pools.class.getClassLoader();
  private static final boolean HIKARI = isPresent("com.zaxxer.hikari.HikariDataSource");
  private static final boolean TOMCAT = isPresent("org.apache.tomcat.jdbc.pool.DataSource");
  private static final boolean DBCP2 = isPresent("org.apache.commons.dbcp2.BasicDataSource");

  private static final MeteringDecision STARTED =
      MeteringDecision.leftAlone("its pool has started before the bean was there");
  private static final MeteringDecision BY_CLASS_OR_JNDI =
      MeteringDecision.leftAlone("its pool connects by a class name of a data source or by JNDI");
  private static final MeteringDecision NO_DRIVER =
      MeteringDecision.leftAlone("no driver was found that accepts its URL");

  private Pools() {}

  private static boolean isPresent(String type) {
    return ClassUtils.isPresent(type, LOADER);
  }

  static boolean isHikari(DataSource source) {
    return HIKARI && Hikari.is(source);
  }

  /** Meters a pool; returns null for a data source that is not a known pool. */
  static @Nullable MeteringDecision meter(DataSource source, ConnectionMetering metering)
      throws SQLException {
    if (HIKARI && Hikari.is(source)) {
      return Hikari.meter(source, metering);
    }
    if (TOMCAT && Tomcat.is(source)) {
      return Tomcat.meter(source, metering);
    }
    if (DBCP2 && Dbcp2.is(source)) {
      return Dbcp2.meter(source, metering);
    }
    return source.getClass() == SimpleDriverDataSource.class
        ? simple((SimpleDriverDataSource) source, metering)
        : null;
  }

  private static @Nullable MeteringDecision simple(
      SimpleDriverDataSource source, ConnectionMetering metering) {
    Driver driver = source.getDriver();
    if (driver == null || driver instanceof MeteredDriver) {
      return null;
    }
    source.setDriver(new MeteredDriver(driver, metering));
    return MeteringDecision.metered("its driver is metered");
  }

  // The JVM links each of these classes when it is first used, because an application has only one
  // of the pools.

  private static final class Hikari {

    static boolean is(DataSource source) {
      return source instanceof HikariDataSource;
    }

    static MeteringDecision meter(DataSource source, ConnectionMetering metering)
        throws SQLException {
      HikariDataSource pool = (HikariDataSource) source;
      if (pool.getHikariPoolMXBean() != null) {
        return STARTED;
      }
      metering.ignoreStatements(pool.getConnectionTestQuery(), pool.getConnectionInitSql());
      DataSource given = pool.getDataSource();
      if (given != null) {
        if (given.getClass().getName().contains("Mysql")) {
          return MeteringDecision.leftAlone("HikariCP has to see the class of a MySQL data source");
        }
        pool.setDataSource(new MeteredTarget(given, metering));
        return MeteringDecision.metered("the data source behind its HikariCP pool is wrapped");
      }
      String url = pool.getJdbcUrl();
      if (url == null || pool.getDataSourceClassName() != null) {
        return BY_CLASS_OR_JNDI;
      }
      if (!PoolDriver.lend(
          pool.getDataSourceProperties(), pool.getDriverClassName(), url, metering)) {
        return NO_DRIVER;
      }
      pool.setDriverClassName(PoolDriver.class.getName());
      WeakReference<HikariDataSource> weak = new WeakReference<>(pool);
      PoolDriver.restoreAtStart(pool, () -> restore(weak.get()));
      return MeteringDecision.metered("its HikariCP pool is lent a driver until it has started");
    }

    private static void restore(@Nullable HikariDataSource pool) {
      if (pool == null) {
        return;
      }
      try {
        String own = PoolDriver.restore(pool.getDataSourceProperties(), pool.getJdbcUrl());
        if (own != null) {
          pool.setDriverClassName(own);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class Tomcat {

    static boolean is(DataSource source) {
      return source instanceof org.apache.tomcat.jdbc.pool.DataSource;
    }

    /** Meters a pool without asking whether it has started, because the question would start it. */
    static MeteringDecision meter(DataSource source, ConnectionMetering metering)
        throws SQLException {
      var pool = (org.apache.tomcat.jdbc.pool.DataSource) source;
      Object given = pool.getDataSource();
      if (given instanceof XADataSource) {
        return MeteringDecision.leftAlone("its pool has to see an XADataSource");
      }
      metering.ignoreStatements(pool.getValidationQuery(), pool.getInitSQL());
      if (given instanceof DataSource target) {
        pool.setDataSource(new MeteredTarget(target, metering));
        return MeteringDecision.metered("the data source behind its Tomcat pool is wrapped");
      }
      if (pool.getDataSourceJNDI() != null || pool.getUrl() == null) {
        return BY_CLASS_OR_JNDI;
      }
      Properties properties = pool.getDbProperties(); // a copy since 10.1.56
      if (!PoolDriver.lend(properties, pool.getDriverClassName(), pool.getUrl(), metering)) {
        return NO_DRIVER;
      }
      pool.setDbProperties(properties);
      pool.setDriverClassName(PoolDriver.class.getName());
      return MeteringDecision.metered("its Tomcat pool is lent a driver");
    }
  }

  private static final class Dbcp2 {

    static boolean is(DataSource source) {
      return source instanceof BasicDataSource;
    }

    static MeteringDecision meter(DataSource source, ConnectionMetering metering)
        throws SQLException {
      BasicDataSource pool = (BasicDataSource) source;
      if (pool.getNumActive() + pool.getNumIdle() > 0) {
        return STARTED;
      }
      if (pool.getUrl() == null) {
        return BY_CLASS_OR_JNDI;
      }
      Driver given = pool.getDriver();
      Driver driver =
          given != null ? given : PoolDriver.find(pool.getDriverClassName(), pool.getUrl());
      if (driver == null || driver instanceof MeteredDriver) {
        return NO_DRIVER;
      }
      List<@Nullable String> own = new ArrayList<>(pool.getConnectionInitSqls());
      own.add(pool.getValidationQuery());
      metering.ignoreStatements(own.toArray(String[]::new));
      pool.setDriver(new MeteredDriver(driver, metering));
      return MeteringDecision.metered("the driver of its DBCP pool is metered");
    }
  }
}
