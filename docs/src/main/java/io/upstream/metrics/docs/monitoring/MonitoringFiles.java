package io.upstream.metrics.docs.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is written into {@code monitoring/}: rules, their tests and dashboards. */
public final class MonitoringFiles {

  static final String HEADING =
      """
      Generated from the declarations in docs/src/main/java; edit those, not this file.
      Write it anew: mvn -q -pl docs -am -Preference process-classes
      """;

  private MonitoringFiles() {}

  /** Writes the files below the directory that is the only argument. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("expected the directory to write to");
    }
    for (Map.Entry<String, String> file : render().entrySet()) {
      Path path = Path.of(arguments[0]).resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** Each file's text, by its path below the directory. */
  public static Map<String, String> render() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("prometheus/alerts.yml", RulesYaml.alerts());
    files.put("prometheus/recording.yml", RulesYaml.recordings());
    files.put("prometheus/tests/alerts_test.yml", AlertTestsYaml.write());
    for (Dashboard dashboard : Dashboards.ALL) {
      files.put("grafana/dashboards/" + dashboard.file() + ".json", GrafanaJson.write(dashboard));
    }
    return files;
  }
}
