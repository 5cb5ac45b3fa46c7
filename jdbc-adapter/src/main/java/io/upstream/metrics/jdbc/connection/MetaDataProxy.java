package io.upstream.metrics.jdbc.connection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of the metadata whose connection and result sets lead back to the metered connection. It
 * uses reflection, because none of the 180 methods is on a hot path.
 */
final class MetaDataProxy implements InvocationHandler {

  private final DatabaseMetaData delegate;
  private final MeteredConnection connection;

  private MetaDataProxy(DatabaseMetaData delegate, MeteredConnection connection) {
    this.delegate = delegate;
    this.connection = connection;
  }

  static DatabaseMetaData of(DatabaseMetaData delegate, MeteredConnection connection) {
    return (DatabaseMetaData)
        Proxy.newProxyInstance(
            MetaDataProxy.class.getClassLoader(),
            new Class<?>[] {DatabaseMetaData.class},
            new MetaDataProxy(delegate, connection));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    return switch (method.getName()) {
      case "equals" -> args != null && proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "unwrap" -> Wrapping.unwrap((Wrapper) proxy, delegate, type(args));
      case "isWrapperFor" -> Wrapping.isWrapperFor((Wrapper) proxy, delegate, type(args));
      default -> leadBack(call(method, args));
    };
  }

  private static @Nullable Class<?> type(@Nullable Object @Nullable [] args) {
    return args == null ? null : (Class<?>) args[0];
  }

  private @Nullable Object call(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(delegate, args);
    } catch (InvocationTargetException driver) {
      throw driver.getTargetException();
    }
  }

  private @Nullable Object leadBack(@Nullable Object answer) {
    if (answer instanceof ResultSet results) {
      return new MeteredResultSet(results, null, connection);
    }
    return answer instanceof java.sql.Connection ? connection : answer;
  }
}
