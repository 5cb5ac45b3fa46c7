package io.upstream.metrics;

import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Endpoint;
import io.upstream.metrics.label.OpenLabel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** All verbs, found by reflection, with all arguments that make a difference. */
final class VerbCalls {

  private VerbCalls() {}

  /** The verbs of the instance: what it has in common with the static door, by name. */
  static Stream<Method> verbs() {
    List<String> names =
        Arrays.stream(UpstreamMetrics.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .toList();
    return Arrays.stream(UpstreamRecorder.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> names.contains(method.getName()))
        .sorted(Comparator.comparing(GeneralPath::signature));
  }

  /** A clock on which each look takes as long as {@link GeneralPath} says. */
  static RecorderBuilder quiet() {
    AtomicLong nanos = new AtomicLong();
    long step = (long) (GeneralPath.SECONDS * 1e9);
    return UpstreamRecorder.builder()
        .settings(Settings.of(Map.of(), Map.of()))
        .jvm(false)
        .ticker(() -> nanos.getAndAdd(step));
  }

  /** Every combination of arguments: all constants of enums, one value of anything else. */
  static List<Object[]> arguments(Method verb, boolean withNulls) {
    List<Object[]> combinations = new ArrayList<>();
    combinations.add(new Object[0]);
    for (Class<?> type : verb.getParameterTypes()) {
      List<Object[]> longer = new ArrayList<>();
      for (Object[] shorter : combinations) {
        for (Object value : values(type, withNulls)) {
          Object[] arguments = Arrays.copyOf(shorter, shorter.length + 1);
          arguments[shorter.length] = value;
          longer.add(arguments);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static List<Object> values(Class<?> type, boolean withNulls) {
    if (type == double.class) {
      return withNulls ? List.of(0.5) : List.of(0.1, 0.5, 0.9);
    } else if (type == long.class) {
      return List.of(7L);
    } else if (type == Callable.class) {
      return List.of((Callable<String>) () -> "done");
    }
    List<Object> values = new ArrayList<>();
    if (type.isEnum()) {
      Collections.addAll(values, type.getEnumConstants());
    } else {
      values.add(open(type, type == Endpoint.class ? "/claims" : "acme"));
    }
    return withNulls ? Arrays.asList(null, values.get(values.size() - 1)) : values;
  }

  static OpenLabel open(Class<?> type, String value) {
    try {
      return (OpenLabel) type.getConstructor(String.class).newInstance(value);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " is no record of one string", e);
    }
  }

  /** Calls a verb and brings what it began to a good end. */
  static void call(Object target, Method verb, Object... arguments) {
    try {
      Object begun = verb.invoke(target, arguments);
      if (begun instanceof JobRun run) {
        run.succeeded();
      } else if (begun instanceof Timing timing) {
        timing.close();
      }
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new AssertionError(verb + " threw", e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  static Method in(Class<?> type, Method verb) {
    try {
      return type.getMethod(verb.getName(), verb.getParameterTypes());
    } catch (NoSuchMethodException e) {
      throw new AssertionError(type.getSimpleName() + " lacks " + GeneralPath.signature(verb), e);
    }
  }

  static boolean takesCustomer(Method verb) {
    return Arrays.asList(verb.getParameterTypes()).contains(CustomerId.class);
  }

  /** The verb for one customer. */
  static Method forCustomer(Method verb) {
    Class<?>[] types =
        Arrays.stream(verb.getParameterTypes())
            .filter(type -> type != CustomerId.class)
            .toArray(Class<?>[]::new);
    try {
      return CustomerRecorder.class.getMethod(verb.getName(), types);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("CustomerRecorder lacks " + GeneralPath.signature(verb), e);
    }
  }

  /** The arguments of a verb without its customer. */
  static Object[] withoutCustomer(Method verb, Object[] arguments) {
    List<Object> rest = new ArrayList<>(Arrays.asList(arguments));
    rest.remove(Arrays.asList(verb.getParameterTypes()).indexOf(CustomerId.class));
    return rest.toArray();
  }

  static CustomerId customer(Method verb, Object[] arguments) {
    return (CustomerId)
        arguments[Arrays.asList(verb.getParameterTypes()).indexOf(CustomerId.class)];
  }
}
