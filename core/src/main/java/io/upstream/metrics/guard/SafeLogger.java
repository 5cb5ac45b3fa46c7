package io.upstream.metrics.guard;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A logger that never throws: log handlers are third-party code, and neither a recording nor a page
 * may fail because of them. Errors of the JVM are thrown.
 *
 * <p>It gets its logger from the logging system at the first message. The logging system is
 * third-party code, too, and a class that called it in its static initializer would hold the lock
 * of its initialization meanwhile. Numbers in messages are the same in every locale.
 */
public final class SafeLogger implements System.Logger {

  // Handlers skip classes that implement System.Logger when they look for the caller's class.
  private final String name;
  private volatile System.@Nullable Logger logger;

  private SafeLogger(String name) {
    this.name = name;
  }

  /** Returns the logger of a class. */
  public static System.Logger of(Class<?> type) {
    return named(type.getName());
  }

  /** Returns the logger of a name. */
  public static System.Logger named(String name) {
    return new SafeLogger(name);
  }

  private System.Logger logger() {
    System.Logger known = logger;
    if (known == null) {
      known = System.getLogger(name);
      logger = known;
    }
    return known;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    try {
      return logger().isLoggable(level);
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
      logger().log(level, bundle, message, thrown);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      // Only the message is lost.
    }
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String format, Object @Nullable ... params) {
    try {
      logger().log(level, bundle, format, plain(params));
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      // Only the message is lost.
    }
  }

  private static Object @Nullable [] plain(Object @Nullable [] params) {
    if (params == null) {
      return null;
    }
    Object[] plain = params.clone();
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] instanceof Double number && number == Math.rint(number)) {
        plain[i] = Long.toString(number.longValue());
      } else if (plain[i] instanceof Number number) {
        plain[i] = number.toString();
      }
    }
    return plain;
  }
}
