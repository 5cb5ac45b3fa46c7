package io.upstream.metrics.tools;

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

  static final String HEADING =
      "Generated from the catalogue of metrics; edit its declarations, not this file.";

  private final Map<String, String> texts = new LinkedHashMap<>();

  private GeneratedFiles(MetricsCatalogue catalogue) {
    String name = catalogue.name();
    if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          catalogue.getClass().getName()
              + ".name(): expected lower case, digits and hyphens, such as claim-service, got "
              + name);
    }
    texts.put("catalogue.json", CatalogueJson.render(catalogue.families(), Readers.of(catalogue)));
    texts.put("reference.md", ReferenceMarkdown.render(catalogue));
    texts.put("rules.yml", RuleGroup.file(HEADING, Rules.groups(catalogue)));
    List<AlertCase> cases = Rules.cases(catalogue);
    if (!cases.isEmpty()) {
      texts.put("rules_test.yml", AlertCase.file(HEADING, "rules.yml", cases));
    }
    List<Dashboard> dashboards = new ArrayList<>();
    dashboards.add(Defaults.dashboard(catalogue));
    dashboards.addAll(catalogue.dashboards());
    dashboards.forEach(each -> texts.put("dashboards/" + each.file() + ".json", each.json()));
    texts.put(
        "kubernetes/prometheus-rule.yml",
        RuleGroup.prometheusRule(HEADING, name + "-metrics", Map.of(), Rules.groups(catalogue)));
    texts.put("kubernetes/dashboards.yml", Dashboard.configMaps(HEADING, dashboards));
    texts.put("weaver/registry.yaml", WeaverRegistry.render(catalogue));
  }

  /** Renders the files of a catalogue. */
  public static GeneratedFiles of(MetricsCatalogue catalogue) {
    return new GeneratedFiles(catalogue);
  }

  /** Returns each file's text, by its path below the directory. */
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

  /** Returns the files below a directory that are missing or not what the declarations say. */
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
}
