package io.upstream.metrics.tools;

import static io.upstream.metrics.tools.Documents.map;

import io.upstream.metrics.tools.compat.CatalogueJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that are generated from a catalogue, to be committed beside it. */
public final class GeneratedFiles {

  private final Map<String, String> texts = new LinkedHashMap<>();

  private GeneratedFiles(MetricsCatalogue catalogue) {
    String name = catalogue.name();
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          catalogue.getClass().getName()
              + ".name(): expected lower case, digits and hyphens, such as claim-service, got "
              + name);
    }
    RuleGroups rules = new RuleGroups(catalogue);
    String dashboard = DashboardJson.render(catalogue);
    texts.put("catalogue.json", CatalogueJson.render(catalogue.families(), Readers.of(catalogue)));
    texts.put("reference.md", ReferenceMarkdown.render(catalogue));
    texts.put("rules.yml", rules.rulesFile());
    if (!catalogue.slos().isEmpty()) {
      texts.put("rules_test.yml", SloTests.render(catalogue, "rules.yml"));
    }
    texts.put("dashboard.json", dashboard);
    texts.put("kubernetes/prometheus-rule.yml", rules.prometheusRule());
    texts.put("kubernetes/dashboard-config-map.yml", configMap(name, dashboard));
    texts.put("weaver/registry.yaml", WeaverRegistry.render(catalogue));
  }

  /** Renders the files of a catalogue. */
  public static GeneratedFiles of(MetricsCatalogue catalogue) {
    return new GeneratedFiles(catalogue);
  }

  /** Each file's text, by its path below the directory. */
  public Map<String, String> texts() {
    return Map.copyOf(texts);
  }

  /** Writes the files below a directory. */
  public void write(Path directory) throws IOException {
    for (Map.Entry<String, String> file : texts.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** The files below a directory that are missing or not what the declarations say. */
  public List<String> outdated(Path directory) throws IOException {
    List<String> outdated = new ArrayList<>();
    for (Map.Entry<String, String> file : texts.entrySet()) {
      Path path = directory.resolve(file.getKey());
      if (!Files.isRegularFile(path)) {
        outdated.add(file.getKey() + " is missing");
      } else if (!Files.readString(path).equals(file.getValue())) {
        outdated.add(file.getKey() + " is not what the declarations say");
      }
    }
    return outdated;
  }

  private static String configMap(String name, String dashboard) {
    return Documents.yaml(
        map(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            map("name", name + "-dashboard", "labels", map("grafana_dashboard", "1")),
            "data",
            map(name + ".json", dashboard)));
  }
}
