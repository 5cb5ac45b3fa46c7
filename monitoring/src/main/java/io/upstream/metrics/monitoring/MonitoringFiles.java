package io.upstream.metrics.monitoring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What is written into {@code monitoring/}: rules, their tests and dashboards. */
public final class MonitoringFiles {

  static final String HEADING =
      """
      Generated from the declarations in monitoring/src/main/java; edit those, not this file.
      Write it anew: mvn -q -pl monitoring -am -Preference process-classes
      """;

  private MonitoringFiles() {}

  /** Each file's text, by its path below the directory. */
  public static Map<String, String> render() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("prometheus/alerts.yml", RulesYaml.alerts());
    files.put("prometheus/recording.yml", RulesYaml.recordings());
    files.put("prometheus/tests/alerts_test.yml", AlertTestsYaml.write());
    files.put(
        "weaver/registry.yaml",
        Objects.requireNonNull(
            io.upstream.metrics.tools.GeneratedFiles.of(new PlatformCatalogue())
                .texts()
                .get("weaver/registry.yaml")));
    for (Dashboard dashboard : Dashboards.ALL) {
      files.put("grafana/dashboards/" + dashboard.file() + ".json", GrafanaJson.write(dashboard));
    }
    files.put("kubernetes/prometheusrule.yml", KubernetesYaml.rules());
    files.put("kubernetes/dashboards.yml", KubernetesYaml.dashboards());
    return files;
  }
}
