package io.upstream.metrics.jdbc;

import io.upstream.metrics.jdbc.connection.FailureLog;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver that is lent to connection pools which find their driver by the name of its class. It
 * connects with the pool's own driver and meters the connections, so that the pool stays the object
 * that it is.
 *
 * <p>Two properties of the pool name the metering and the pool's own driver; this driver removes
 * both before it connects. {@link DriverManager} never chooses it: it is registered last, and does
 * not answer {@code DriverManager.getConnection}.
 */
public final class PoolDriver implements Driver {

  private static final String METERING = "upstream.metrics.metering";
  private static final String DRIVER = "upstream.metrics.driver";

  private static final Map<String, ConnectionMetering> METERINGS = new ConcurrentHashMap<>();
  private static final AtomicLong IDS = new AtomicLong();
  private static final Queue<StartingPool> STARTING = new ConcurrentLinkedQueue<>();

  /** The instance that pools find in the {@link DriverManager}. */
  private static final PoolDriver REGISTERED = new PoolDriver();

  /** A pool that has not started, and what to do when it starts. */
  private record StartingPool(WeakReference<Object> pool, Runnable restore) {}

  /** Makes an instance, as pools do that do not ask the {@link DriverManager}. */
  public PoolDriver() {}

  /**
   * Prepares the properties of a pool whose driver class will be this one.
   *
   * @param properties the pool's properties for its driver
   * @param driverClass the pool's own driver class; null if the URL decides
   * @return true if it did. It does not for a pool that was prepared before, nor if the pool's own
   *     driver is not found or refuses the URL, so that the pool reports that itself.
   */
  public static boolean lend(
      Properties properties, @Nullable String driverClass, String url, ConnectionMetering metering)
      throws SQLException {
    Driver own = find(driverClass, url);
    boolean connects = own != null && accepts(own, url) && find(null, url) != null;
    if (properties.containsKey(METERING) || !connects) {
      return false;
    }
    String id = metering.alias() + "#" + IDS.incrementAndGet();
    METERINGS.put(id, metering);
    register();
    properties.setProperty(METERING, id);
    if (driverClass != null) {
      properties.setProperty(DRIVER, driverClass);
    }
    return true;
  }

  /**
   * Restores a pool's configuration when the pool starts. A pool that starts holds its own lock and
   * asks its driver whether it accepts the URL, before it seals its configuration.
   *
   * @param restore must not hold the pool strongly
   */
  public static void restoreAtStart(Object pool, Runnable restore) {
    STARTING.add(new StartingPool(new WeakReference<>(pool), restore));
  }

  /**
   * Removes what {@link #lend} added to a pool's properties.
   *
   * @return the class of the pool's own driver; null where there is none
   */
  public static @Nullable String restore(Properties properties, String url) throws SQLException {
    properties.remove(METERING);
    String named = (String) properties.remove(DRIVER);
    if (named != null) {
      return named;
    }
    Driver found = find(null, url);
    return found == null ? null : found.getClass().getName();
  }

  /** Stops metering; after the last one the driver leaves the {@link DriverManager}. */
  public static void forget(ConnectionMetering metering) {
    METERINGS.values().remove(metering);
    STARTING.removeIf(each -> each.pool().get() == null);
    try {
      if (METERINGS.isEmpty() && isRegistered()) {
        DriverManager.deregisterDriver(REGISTERED);
        if (!METERINGS.isEmpty()) {
          register(); // another pool has begun to use the driver in the meantime
        }
      }
    } catch (SQLException | SecurityException kept) {
      FailureLog.report(kept);
    }
  }

  // Registers the driver without a lock, because getting the list of drivers initializes
  // third-party ones. Registering the same driver twice has no effect.
  private static void register() throws SQLException {
    if (!isRegistered()) { // getting the list loads all other drivers first
      DriverManager.registerDriver(REGISTERED);
    }
  }

  private static boolean isRegistered() {
    return Collections.list(DriverManager.getDrivers()).contains(REGISTERED);
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    if (!STARTING.isEmpty()) {
      STARTING.removeIf(PoolDriver::restored);
    }
    return find(null, url) != null;
  }

  private static boolean restored(StartingPool starting) {
    Object pool = starting.pool().get();
    if (pool == null) {
      return true;
    }
    if (!Thread.holdsLock(pool)) {
      return false;
    }
    try {
      starting.restore().run();
    } catch (RuntimeException sealed) {
      FailureLog.report(sealed); // the pool's configuration still names this driver
    }
    return true;
  }

  @Override
  public @Nullable Connection connect(String url, Properties info) throws SQLException {
    String id = info == null ? null : info.getProperty(METERING);
    if (id == null && calledByDriverManager()) {
      return null;
    }
    Properties own = new Properties();
    if (info != null) {
      info.stringPropertyNames().forEach(name -> own.setProperty(name, info.getProperty(name)));
      own.putAll(info); // also copies values that are not strings
    }
    own.remove(METERING);
    String driverClass = (String) own.remove(DRIVER);
    ConnectionMetering metering = id == null ? null : METERINGS.get(id);
    Driver driver = find(driverClass, url);
    if (driver == null) {
      throw new SQLException("No driver accepts the URL of the pool", "08001");
    }
    return metering == null
        ? driver.connect(url, own)
        : new MeteredDriver(driver, metering).connect(url, own);
  }

  /**
   * Returns whether DriverManager is the caller. DriverManager tries each registered driver in
   * turn, so this one must not connect, too.
   */
  private static boolean calledByDriverManager() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(2).findFirst())
        .filter(frame -> frame.getClassName().equals(DriverManager.class.getName()))
        .isPresent();
  }

  /**
   * Returns the driver that a pool would find.
   *
   * @param driverClass the driver's class; null where the URL decides
   * @return null where no registered driver accepts the URL
   * @throws SQLException if the class cannot be found or made
   */
  public static @Nullable Driver find(@Nullable String driverClass, String url)
      throws SQLException {
    for (Driver each : Collections.list(DriverManager.getDrivers())) {
      if (!(each instanceof PoolDriver)
          && (driverClass == null
              ? accepts(each, url)
              : each.getClass().getName().equals(driverClass))) {
        return each;
      }
    }
    return driverClass == null ? null : instance(driverClass);
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException no) {
      return false;
    }
  }

  private static Driver instance(String driverClass) throws SQLException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context != null ? context : PoolDriver.class.getClassLoader();
    try {
      return Class.forName(driverClass, true, loader)
          .asSubclass(Driver.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new SQLException("The pool's driver cannot be made: " + driverClass, "08001", e);
    }
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    Driver driver = find(null, url);
    return driver == null ? new DriverPropertyInfo[0] : driver.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }
}
