package io.upstream.metrics.monitoring;

import io.upstream.metrics.tools.compat.CatalogueJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every committed file that is generated from the declarations. */
public final class PlatformFiles {

  private PlatformFiles() {}

  /** Writes the files below the root of the repository, which is the only argument. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("expected the root of the repository");
    }
    for (Map.Entry<String, String> file : render().entrySet()) {
      Path path = Path.of(arguments[0]).resolve(file.getKey());
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** Returns each file's text, by its path below the root of the repository. */
  static Map<String, String> render() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("docs/PROMETHEUS_METRICS.md", MetricsReference.render());
    files.put("docs/long-range.md", LongRange.render());
    files.put(
        "core/src/main/resources/" + CatalogueJson.RESOURCE,
        CatalogueJson.render(new PlatformCatalogue().families()));
    MonitoringFiles.render().forEach((file, text) -> files.put("monitoring/" + file, text));
    return files;
  }
}
