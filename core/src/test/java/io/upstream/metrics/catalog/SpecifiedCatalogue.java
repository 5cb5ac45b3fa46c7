package io.upstream.metrics.catalog;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The facts that the platform specified, and how they come out of the specification's prose. */
final class SpecifiedCatalogue {

  /** The specification, for those who have it beside this repository. */
  static final Path ORIGINAL = Path.of("..", "..", "shared", "spec", "catalogue.json");

  private static final Path COPY = Path.of("src", "test", "resources", "catalogue.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> SYSTEMS = Set.of("upstream", "self");
  private static final List<String> FAMILY_FACTS = List.of("system", "group", "name", "type");
  private static final List<String> LABEL_FACTS =
      List.of("name", "kind", "values", "label_type", "default_budget");

  // Of the library's own families the specification tells values and bounds in a sentence.
  private static final Pattern VALUES = Pattern.compile(": ([a-z_]+(?:, [a-z_]+)+)$");
  private static final Pattern BOUNDS = Pattern.compile("; bounds ([0-9. ]+)$");

  private SpecifiedCatalogue() {}

  static JsonNode committed() throws IOException {
    return JSON.readTree(COPY.toFile());
  }

  static void write(JsonNode reduced) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    Files.writeString(COPY, JSON.writer(printer).writeValueAsString(reduced) + "\n");
  }

  static JsonNode reduced(Path original) throws IOException {
    ObjectNode reduced = JSON.createObjectNode();
    ArrayNode families = reduced.putArray("families");
    for (JsonNode family : JSON.readTree(original.toFile()).get("families")) {
      boolean ours = !family.get("name").textValue().startsWith("jvm_");
      if (ours && SYSTEMS.contains(family.get("system").textValue())) {
        families.add(family(family));
      }
    }
    return reduced;
  }

  private static ObjectNode family(JsonNode original) {
    ObjectNode family = JSON.createObjectNode();
    FAMILY_FACTS.forEach(fact -> family.set(fact, original.get(fact)));
    ArrayNode labels = family.putArray("labels");
    for (JsonNode label : original.get("labels")) {
      ObjectNode facts = labels.addObject();
      for (String fact : LABEL_FACTS) {
        if (label.has(fact)) {
          facts.set(fact, label.get(fact));
        }
      }
    }
    if (original.has("buckets")) {
      family.set("buckets", original.get("buckets"));
    }
    if (original.get("system").textValue().equals("self")) {
      addFactsOfSentence(original.get("measures").textValue(), family, labels);
    }
    return family;
  }

  private static void addFactsOfSentence(String sentence, ObjectNode family, ArrayNode labels) {
    Matcher values = VALUES.matcher(sentence);
    if (values.find()) {
      ArrayNode list = ((ObjectNode) labels.get(labels.size() - 1)).putArray("values");
      List.of(values.group(1).split(", ")).forEach(list::add);
    }
    Matcher bounds = BOUNDS.matcher(sentence);
    if (bounds.find()) {
      ArrayNode list = family.putArray("buckets");
      for (String bound : bounds.group(1).split(" ")) {
        list.add(Double.parseDouble(bound));
      }
    }
  }
}
