package io.upstream.metrics.tools.promql;

import io.upstream.metrics.catalog.SnakeCase;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.function.Function;

/**
 * A label, as a reference to its component's accessor: {@code CreatedLabels::severity}.
 *
 * <p>It is serializable because only a serializable reference gives the name of its method.
 *
 * @param <L> the label record
 * @param <V> the label's type
 */
@FunctionalInterface
public interface Component<L extends Record, V> extends Function<L, V>, Serializable {

  /** Returns the label's name on the wire. */
  static String nameOf(Component<?, ?> component) {
    try {
      Method written = component.getClass().getDeclaredMethod("writeReplace");
      written.setAccessible(true);
      SerializedLambda lambda = (SerializedLambda) written.invoke(component);
      return SnakeCase.of(lambda.getImplMethodName());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("expected a reference to a record's accessor", e);
    }
  }
}
