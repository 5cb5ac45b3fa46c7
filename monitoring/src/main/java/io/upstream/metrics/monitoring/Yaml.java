package io.upstream.metrics.monitoring;

import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes YAML as people would: blocks, no folding, a heading of comments. */
final class Yaml {

  private Yaml() {}

  static String write(String heading, Object document) {
    return writeAll(heading, List.of(document));
  }

  /** Several documents, divided by a line of three dashes. */
  static String writeAll(String heading, List<Object> documents) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setIndent(2);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    StringBuilder text = new StringBuilder();
    heading.lines().forEach(line -> text.append("# ").append(line).append('\n'));
    org.yaml.snakeyaml.Yaml yaml =
        new org.yaml.snakeyaml.Yaml(new TextRepresenter(options), options);
    for (int i = 0; i < documents.size(); i++) {
      text.append(i == 0 ? "" : "---\n").append(yaml.dump(documents.get(i)));
    }
    return text.toString();
  }

  /** Texts of several lines stay lines. */
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
