package io.upstream.metrics.jdbc;

import java.sql.Connection;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes metered connections, and finds out at the first one what database it is.
 *
 * <p>The database is asked without a lock: two threads that are first both ask and get the same
 * answer. Where it would not say, the next connection is asked again.
 */
final class ConnectionSource {

  private final SourceSettings settings;
  private final SourceMeter nameless;
  private final AtomicReference<@Nullable SourceMeter> named = new AtomicReference<>();

  ConnectionSource(SourceSettings settings) {
    this.settings = settings;
    this.nameless = new SourceMeter(settings, Vendors.UNKNOWN);
  }

  /** The connection with a counter in front of it; {@link #handOut} starts to count. */
  MeteredConnection metered(Connection connection) {
    return new MeteredConnection(connection, meter(connection));
  }

  /** Counts a connection of ours as handed out. Last thing before the caller has it. */
  Connection handOut(MeteredConnection connection) {
    connection.source.borrowed();
    return connection;
  }

  /**
   * Returns the connection with a counter in front of it, counted as handed out. A connection that
   * is metered further in comes back as it is, so that each statement counts once.
   */
  Connection meteredOnce(Connection connection) {
    return isMetered(connection) ? connection : handOut(metered(connection));
  }

  private static boolean isMetered(Connection connection) {
    try {
      return connection.isWrapperFor(MeteredConnection.class);
    } catch (Throwable unwilling) {
      return false; // as drivers of before JDBC 4
    }
  }

  /** Records what happened before there was a recorder. */
  void recorderAvailable() {
    nameless.recorderAvailable();
    SourceMeter known = named.get();
    if (known != null) {
      known.recorderAvailable();
    }
  }

  /** A connection was asked for and there was none. */
  void borrowFailed() {
    meter().borrowFailed();
  }

  /** What is known at the moment, without asking anybody. */
  SourceMeter meter() {
    SourceMeter known = named.get();
    return known != null ? known : nameless;
  }

  SourceMeter meter(Connection connection) {
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
      Trouble.swallow(unwilling);
      return nameless;
    }
  }
}
