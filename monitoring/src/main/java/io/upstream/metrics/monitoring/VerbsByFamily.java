package io.upstream.metrics.monitoring;

import io.upstream.metrics.JobRun;
import io.upstream.metrics.Timing;
import io.upstream.metrics.UpstreamMetrics;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.Catalogue;
import io.upstream.metrics.catalog.Family;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Finds the verbs that record a family: calls each and looks at what moves on the page. */
final class VerbsByFamily {

  private final Map<Family<?>, Set<String>> verbs = new HashMap<>();

  private VerbsByFamily() {}

  /** Returns the names of the verbs of each family that has one. */
  static Map<Family<?>, Set<String>> find() {
    VerbsByFamily found = new VerbsByFamily();
    for (Method verb : UpstreamMetrics.class.getMethods()) {
      if (verb.getName().matches("(track|time|start|run)[A-Z].*")) {
        found.look(verb, false);
        found.look(verb, true);
      }
    }
    return Map.copyOf(found.verbs);
  }

  private void look(Method verb, boolean isFailing) {
    try (UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build()) {
      Set<String> before = samples(recorder);
      call(recorder, verb, isFailing);
      Set<String> moved = new HashSet<>(samples(recorder));
      moved.removeAll(before);
      for (Family<?> family : Catalogue.BUSINESS) {
        if (moved.stream().anyMatch(line -> family.claimedNames().contains(name(line)))) {
          verbs.computeIfAbsent(family, any -> new TreeSet<>()).add(verb.getName());
        }
      }
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(verb.toString(), e);
    }
  }

  private static void call(UpstreamRecorder recorder, Method verb, boolean isFailing)
      throws ReflectiveOperationException {
    Class<?>[] types = verb.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = argument(types[i], isFailing);
    }
    try {
      Object begun =
          UpstreamRecorder.class.getMethod(verb.getName(), types).invoke(recorder, arguments);
      if (begun instanceof Timing timing) {
        timing.close();
      } else if (begun instanceof JobRun run && isFailing) {
        run.failed(new IllegalStateException());
      } else if (begun instanceof JobRun run) {
        run.succeeded();
      }
    } catch (InvocationTargetException e) {
      if (!isFailing) {
        throw e;
      }
    }
  }

  private static Object argument(Class<?> type, boolean isFailing)
      throws ReflectiveOperationException {
    if (type == double.class) {
      return 0.5;
    } else if (type == long.class) {
      return 1L;
    } else if (type == Callable.class) {
      return (Callable<String>)
          () -> {
            if (isFailing) {
              throw new IllegalStateException();
            }
            return "done";
          };
    }
    return type.isEnum()
        ? Objects.requireNonNull(type.getEnumConstants())[0]
        : type.getConstructor(String.class).newInstance("acme");
  }

  private static Set<String> samples(UpstreamRecorder recorder) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    recorder.writePage(page);
    return page.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.toSet());
  }

  private static String name(String line) {
    return line.split("[{ ]", 2)[0];
  }
}
