package io.upstream.metrics.jdbc;

import io.upstream.metrics.guard.SafeLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where a failure of ours ends: it must not become the caller's. Said once, then quietly, and
 * without the failure's message, which may hold SQL.
 */
final class Trouble {

  private static final Logger LOG = SafeLogger.of(Trouble.class);
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private Trouble() {}

  static void swallow(Throwable ours) {
    Level level = SAID.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
    try {
      LOG.log(
          level,
          "A database event could not be counted ({0}); the query was not affected. Said once; "
              + "further ones at debug level.",
          ours.getClass().getName());
    } catch (RuntimeException | Error broken) {
      // A logging back end that throws is no reason to fail a query either.
      return;
    }
  }
}
