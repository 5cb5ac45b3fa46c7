package io.upstream.metrics.page.registry;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.upstream.metrics.series.FamilySeries;
import io.upstream.metrics.series.cell.CollectorState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collectors made at run time, so that they have every method that the client_java on the class
 * path knows, the ones that are newer than the one we are compiled against included.
 *
 * <p>It matters: from 1.5 on a registry refuses a name that is taken only if the collectors tell
 * their type, by a method that older ones have not.
 */
final class CollectorProxies {

  private CollectorProxies() {}

  /**
   * A filter that asks a registry only for third-party families. A filter of names cannot tell our
   * family from a third-party one with the same name, so our collectors return nothing for this
   * filter.
   *
   * @param jvm the names of our families of the JVM
   */
  record ForeignNames(Set<String> jvm) implements Predicate<String> {

    @Override
    public boolean test(String name) {
      return !jvm.contains(name);
    }
  }

  /** Returns the collector of one of our families, which needs no proxy. */
  static Collector ours(String name, String type, FamilySeries<?, ?> series, Snapshots snapshots) {
    return (Collector) proxy(Collector.class, new Ours(name, type, series, snapshots));
  }

  /** Returns a proxy of a collector, whose failure does not affect other collectors. */
  static Collector shielded(Collector collector, ScrapeErrors errors) {
    return isOneOfThese(collector)
        ? collector
        : (Collector)
            proxy(Collector.class, new Shield(collector, errors, null, new CollectorState()));
  }

  private static boolean isOneOfThese(Collector collector) {
    if (!Proxy.isProxyClass(collector.getClass())) {
      return false;
    }
    InvocationHandler handler = Proxy.getInvocationHandler(collector);
    return handler instanceof Ours || handler instanceof Shield;
  }

  /**
   * Returns a proxy of a collector of several families, whose failure does not affect other
   * collectors.
   */
  static MultiCollector shielded(MultiCollector collector, ScrapeErrors errors) {
    return (MultiCollector)
        proxy(
            MultiCollector.class,
            new Shield(collector, errors, MetricSnapshots.of(), new CollectorState()));
  }

  private static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  @SuppressWarnings("unchecked") // the only predicate that collect takes
  private static boolean includes(Object @Nullable [] arguments, String name) {
    return !(first(arguments) instanceof Predicate<?> included)
        || ((Predicate<String>) included).test(name);
  }

  private static @Nullable Object first(Object @Nullable [] arguments) {
    return arguments == null || arguments.length == 0 ? null : arguments[0];
  }

  private static @Nullable Object constant(Class<?> enumType, String name) {
    for (Object constant : enumType.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  private record Ours(String name, String type, FamilySeries<?, ?> series, Snapshots snapshots)
      implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
        throws Throwable {
      return switch (method.getName()) {
        case "collect" ->
            first(arguments) instanceof ForeignNames || !includes(arguments, name)
                ? null
                : snapshots.snapshot(series);
        case "getPrometheusName" -> name;
        case "getMetricType" -> constant(method.getReturnType(), type);
        case "equals" -> self == first(arguments);
        case "hashCode" -> System.identityHashCode(self);
        case "toString" -> "Collector[" + name + "]";
        default -> InvocationHandler.invokeDefault(self, method, arguments);
      };
    }
  }

  private record Shield(
      Object target, ScrapeErrors errors, @Nullable Object instead, CollectorState state)
      implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().equals("collect")) {
        Object collected = errors.call(name(), state, () -> call(method, arguments));
        return collected == null ? instead : collected;
      }
      return switch (method.getName()) {
        case "equals" ->
            first(arguments) instanceof Proxy other
                && Proxy.getInvocationHandler(other) instanceof Shield shield
                && shield.target == target;
        case "hashCode" -> System.identityHashCode(target);
        default -> call(method, arguments);
      };
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Exception {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }

    private String name() {
      String name =
          target instanceof Collector collector
              ? collector.getPrometheusName()
              : String.join(",", ((MultiCollector) target).getPrometheusNames());
      return name == null || name.isEmpty() ? target.getClass().getName() : name;
    }
  }
}
