package io.upstream.metrics.jdbc.connection;

import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/** The way through a delegate to the pool's and the driver's own types. */
public final class Wrapping {

  private Wrapping() {}

  /** Returns the proxy, its delegate or what the delegate wraps, as a type. */
  public static <T> T unwrap(Wrapper proxy, Wrapper delegate, @Nullable Class<T> type)
      throws SQLException {
    if (type != null && type.isInstance(proxy)) {
      return type.cast(proxy);
    }
    // Some drivers' unwrap() does not return the driver's own object.
    if (type != null && type.isInstance(delegate)) {
      return type.cast(delegate);
    }
    return delegate.unwrap(type);
  }

  /** Returns whether {@link #unwrap} finds an object of a type. */
  public static boolean isWrapperFor(Wrapper proxy, Wrapper delegate, @Nullable Class<?> type)
      throws SQLException {
    return (type != null && (type.isInstance(proxy) || type.isInstance(delegate)))
        || delegate.isWrapperFor(type);
  }
}
