package io.upstream.metrics.monitoring;

import org.yaml.snakeyaml.DumperOptions;

/** Writes YAML as people would: blocks, no folding, a heading of comments. */
final class Yaml {

  private Yaml() {}

  static String write(String heading, Object document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    options.setIndent(2);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    StringBuilder text = new StringBuilder();
    heading.lines().forEach(line -> text.append("# ").append(line).append('\n'));
    return text.append(new org.yaml.snakeyaml.Yaml(options).dump(document)).toString();
  }
}
