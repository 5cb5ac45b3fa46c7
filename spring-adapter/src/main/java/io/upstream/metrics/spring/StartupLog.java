package io.upstream.metrics.spring;

import io.upstream.metrics.guard.SafeLogger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Logs at start which beans are counted and how, which are not, and why: one line for each bean, by
 * the logger {@code io.upstream.metrics.spring}.
 */
public final class StartupLog {

  private static final Logger LOG = SafeLogger.named("io.upstream.metrics.spring");

  private StartupLog() {}

  /**
   * Logs that a bean is counted.
   *
   * @param what the bean, such as {@code the data source claims}
   * @param how the way in which it is counted
   */
  public static void counted(String what, String how) {
    LOG.log(Level.INFO, "Metrics count {0}: {1}.", what, how);
  }

  /** Logs that a bean is not metered. */
  public static void leftAlone(String what, String why) {
    LOG.log(Level.INFO, "Metrics leave {0} alone: {1}.", what, why);
  }

  /** Logs that a part of the library failed; the application goes on without it. */
  public static void failed(String what, Throwable failure) {
    LOG.log(Level.WARNING, "Metrics leave " + what + " alone, because of a failure.", failure);
  }
}
