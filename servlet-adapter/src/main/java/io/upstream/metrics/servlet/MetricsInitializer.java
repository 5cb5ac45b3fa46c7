package io.upstream.metrics.servlet;

import io.upstream.metrics.Settings;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mounts the metrics without code if {@code METRICS_AUTO_MOUNT} is true: at {@code /metrics}, or at
 * the paths in {@code METRICS_PATHS}.
 *
 * <p>The container finds this class itself. It is off by default, because a jar on the class path
 * should not add an open page.
 */
public final class MetricsInitializer implements ServletContainerInitializer {

  /** Called by the container. */
  public MetricsInitializer() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    Settings settings = Settings.system();
    if (settings.flag("METRICS_AUTO_MOUNT", false)) {
      MetricsMount.in(context).at(paths(settings).toArray(String[]::new));
    }
  }

  /** Returns the paths to mount at. */
  static List<String> paths(Settings settings) {
    List<String> paths = settings.list("METRICS_PATHS");
    for (String path : paths) {
      if (!MetricsMount.isPath(path)) {
        throw Settings.malformed(
            "METRICS_PATHS", path, "paths such as /metrics with commas between them");
      }
    }
    return paths.isEmpty() ? List.of("/metrics") : paths;
  }
}
