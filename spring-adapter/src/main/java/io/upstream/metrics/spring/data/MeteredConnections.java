package io.upstream.metrics.spring.data;

import io.upstream.metrics.jdbc.UpstreamDataSource;
import io.upstream.metrics.spring.standin.Advice;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Takes connections from the counting source, and everything else from the source itself. */
record MeteredConnections(UpstreamDataSource metered) implements Advice {

  @Override
  public @Nullable Object around(Method method, @Nullable Object[] arguments, Target target)
      throws Throwable {
    return switch (method.getName()) {
      case "getConnection" -> {
        if (arguments.length == 0) {
          yield metered.getConnection();
        }
        yield arguments.length == 2 && method.getParameterTypes()[1] == String.class
            ? metered.getConnection((String) arguments[0], (String) arguments[1])
            : target.call(arguments);
      }
      case "createConnectionBuilder" -> metered.createConnectionBuilder();
      case "unwrap" -> metered.unwrap((Class<?>) arguments[0]);
      case "isWrapperFor" -> metered.isWrapperFor((Class<?>) arguments[0]);
      case "close" -> {
        if (arguments.length == 0) {
          metered.close();
          yield null;
        }
        yield target.call(arguments);
      }
      default -> target.call(arguments);
    };
  }
}
