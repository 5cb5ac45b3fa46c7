package io.upstream.metrics.jdbc;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.DatabaseMetaData;
import javax.sql.DataSource;

/** JDBC objects that do what a test says, and nothing where it says nothing. */
public final class Stub {

  /** The result of a call; null for the stub's own result. */
  public interface Answer {
    Object to(Method method, Object[] args) throws Throwable;
  }

  private Stub() {}

  /** A source whose connections, statements and results all answer by the same rule. */
  public static DataSource source(Answer answer) {
    return of(DataSource.class, answer);
  }

  public static <T> T of(Class<T> type, Answer answer) {
    Object stub =
        Proxy.newProxyInstance(
            Stub.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == args[0];
                  case "toString" -> "stub of " + type.getSimpleName();
                  default -> {
                    Object said = answer.to(method, args);
                    yield said != null ? said : standard(method, answer);
                  }
                });
    return type.cast(stub);
  }

  private static Object standard(Method method, Answer answer) {
    Class<?> type = method.getReturnType();
    if (method.getDeclaringClass() == DatabaseMetaData.class && type == String.class) {
      return "H2";
    }
    if (type.isPrimitive() && type != void.class) {
      return Array.get(Array.newInstance(type, 1), 0);
    }
    if (type == int[].class) {
      return new int[0];
    }
    return type.isInterface() && type.getName().startsWith("java.sql.") ? of(type, answer) : null;
  }
}
