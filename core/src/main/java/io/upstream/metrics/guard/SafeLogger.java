package io.upstream.metrics.guard;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A logger that never throws: who handles log records is the code of others, and neither a
 * recording nor a page is to fail for it. Errors of the JVM pass.
 */
public final class SafeLogger implements System.Logger {

  // As a System.Logger it is left out when a handler looks for who has logged.
  private final System.Logger logger;

  private SafeLogger(System.Logger logger) {
    this.logger = logger;
  }

  /** Returns the logger of a class. */
  public static System.Logger of(Class<?> type) {
    return new SafeLogger(System.getLogger(type.getName()));
  }

  @Override
  public String getName() {
    return logger.getName();
  }

  @Override
  public boolean isLoggable(Level level) {
    try {
      return logger.isLoggable(level);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      return false;
    }
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
    try {
      logger.log(level, bundle, message, thrown);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      // whoever handles log records that badly has other worries
    }
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String format, Object @Nullable ... params) {
    try {
      logger.log(level, bundle, format, params);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      // whoever handles log records that badly has other worries
    }
  }
}
