package io.upstream.metrics.jdbc.connection;

import io.upstream.metrics.guard.SafeLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Logs a failure of the library that must not become the caller's: once as a warning, then at debug
 * level, and without the failure's message, which may hold SQL.
 */
public final class FailureLog {

  private static final Logger LOG = SafeLogger.of(FailureLog.class);
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private FailureLog() {}

  /** Logs the class of a failure. */
  public static void report(Throwable ours) {
    Level level = SAID.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
    LOG.log(
        level,
        "A database event could not be counted ({0}); the query was not affected. Said once; "
            + "further ones at debug level.",
        ours.getClass().getName());
  }
}
