package io.upstream.metrics.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes JSON and YAML as the same bytes on every machine. */
final class Documents {

  private Documents() {}

  /** Returns a map of pairs that keeps their order. */
  static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  static String json(Object document) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // maps, lists, texts and numbers can all be written
    }
  }

  /** Returns documents below a comment, divided by lines of three dashes. */
  static String yaml(String heading, Object... documents) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setIndent(2);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    StringBuilder text = new StringBuilder();
    heading.lines().forEach(line -> text.append("# ").append(line).append('\n'));
    for (int i = 0; i < documents.length; i++) {
      Yaml yaml = new Yaml(new TextRepresenter(options), options);
      text.append(i == 0 ? "" : "---\n").append(yaml.dump(documents[i]));
    }
    return text.toString();
  }

  /** Writes a text of several lines as several lines. */
  private static final class TextRepresenter extends Representer {

    TextRepresenter(DumperOptions options) {
      super(options);
      representers.put(String.class, this::text);
    }

    private Node text(Object data) {
      String text = (String) data;
      return representScalar(
          Tag.STR, text, text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
    }
  }
}
