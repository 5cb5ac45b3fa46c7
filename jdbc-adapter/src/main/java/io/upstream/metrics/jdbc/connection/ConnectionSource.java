package io.upstream.metrics.jdbc.connection;

import io.upstream.metrics.jdbc.sql.Vendors;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes metered connections and determines the database product at the first one.
 *
 * <p>The database is asked without a lock: if two threads are first, both ask and get the same
 * answer. If the answer fails, the next connection asks again.
 */
public final class ConnectionSource {

  private final SourceSettings settings;
  private final SourceMeter nameless;
  private final AtomicReference<@Nullable SourceMeter> named = new AtomicReference<>();

  /** Something between this source and a metered one does not say what it wraps. */
  private volatile boolean meterHidden;

  private volatile boolean meterBehindLazy;
  private volatile boolean asked;

  /** Creates a source whose database product is unknown until its first connection. */
  public ConnectionSource(SourceSettings settings) {
    this.settings = settings;
    this.nameless = new SourceMeter(settings, Vendors.UNKNOWN);
  }

  /** Returns the connection with a counter in front of it; {@link #handOut} starts to count. */
  public Connection metered(Connection connection) {
    return new MeteredConnection(connection, meter(connection));
  }

  /**
   * Counts a connection as handed out if it is one of ours; this is the last step before the caller
   * gets it.
   */
  public Connection handOut(Connection connection) {
    if (connection instanceof MeteredConnection metered) {
      metered.source.borrowed();
    }
    return connection;
  }

  /** Counts one of our connections as handed out, and meters any other one once. */
  public Connection handOutOrMeter(Connection connection) {
    return connection instanceof MeteredConnection ? handOut(connection) : meteredOnce(connection);
  }

  /**
   * Returns the connection with a counter in front of it, counted as handed out. A connection that
   * contains a metered one is returned unchanged, so that each statement counts once.
   */
  public Connection meteredOnce(Connection connection) {
    return isMetered(connection) ? connection : handOut(metered(connection));
  }

  /**
   * Returns whether a connection inside this one is already metered. If a wrapper does not unwrap,
   * its metadata may lead to the inner connection. The metadata is read for the first connection,
   * and for later ones if the first needed it. A lazy connection would connect at that call, so the
   * answer for its first connection holds for all.
   */
  public boolean isMetered(Connection connection) {
    boolean first = !asked;
    if (!first && isLazy(connection)) {
      return meterBehindLazy;
    }
    boolean metered = isWrapperOfMetered(connection);
    if (!metered && (first || meterHidden)) {
      meterHidden = isLedToByMetaData(connection);
      metered = meterHidden;
    }
    if (first) {
      meterBehindLazy = metered;
      asked = true;
    }
    return metered;
  }

  private static boolean isLedToByMetaData(Connection connection) {
    try {
      DatabaseMetaData metaData = connection.getMetaData();
      Connection led = metaData == null ? null : metaData.getConnection();
      return led != null && isWrapperOfMetered(led);
    } catch (Throwable unwilling) {
      return false;
    }
  }

  /**
   * Returns whether the connection is one of Spring's proxies, such as the one that gets its
   * connection at the first statement.
   */
  private static boolean isLazy(Connection connection) {
    if (connection instanceof Proxy) {
      for (Class<?> each : connection.getClass().getInterfaces()) {
        if (each.getName().equals("org.springframework.jdbc.datasource.ConnectionProxy")) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isWrapperOfMetered(Connection connection) {
    try {
      return connection instanceof MeteredConnection
          || connection.isWrapperFor(MeteredConnection.class);
    } catch (Throwable unwilling) {
      return false; // for example a driver older than JDBC 4, which has no isWrapperFor
    }
  }

  /** Records what happened before there was a recorder. */
  public void recorderAvailable() {
    nameless.recorderAvailable();
    SourceMeter known = named.get();
    if (known != null) {
      known.recorderAvailable();
    }
  }

  /** Counts a failed attempt to get a connection. */
  public void borrowFailed() {
    meter().borrowFailed();
  }

  /** Returns what is known now, without a call to the pool or the database. */
  public SourceMeter meter() {
    SourceMeter known = named.get();
    return known != null ? known : nameless;
  }

  /** Returns the meter for the database product of a connection. */
  public SourceMeter meter(Connection connection) {
    SourceMeter known = named.get();
    if (known != null) {
      return known;
    }
    try {
      String vendor = Vendors.of(connection.getMetaData().getDatabaseProductName());
      if (vendor.equals(Vendors.UNKNOWN)) {
        return nameless;
      }
      SourceMeter mine = new SourceMeter(settings, vendor);
      known = named.compareAndExchange(null, mine);
      return known != null ? known : mine;
    } catch (Throwable unwilling) {
      FailureLog.report(unwilling);
      return nameless;
    }
  }
}
