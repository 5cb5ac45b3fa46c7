package io.upstream.metrics.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table {@code container x case} in docs/containers.md. Each container's test compares its own
 * column, because not all of them fit on one class path.
 */
final class CaseTable {

  private static final Path PAGE = Path.of("..", "docs", "containers.md");
  private static final List<String> COLUMNS =
      List.of("Tomcat 10.1", "Tomcat 11", "Jetty 12", "Undertow");

  private CaseTable() {}

  /** Prints a container's column and holds the page to it. */
  static void compare(String container, Map<String, String> samples) throws IOException {
    samples.forEach(
        (name, sample) -> System.out.printf("%-12s| %-32s| %s%n", container, name, sample));
    String committed = Files.exists(PAGE) ? Files.readString(PAGE, UTF_8) : "";
    String wanted = withColumn(committed, COLUMNS.indexOf(container) + 1, samples);
    if (!wanted.equals(committed)) {
      Path target = Path.of("target", "containers.md");
      Files.createDirectories(target.getParent());
      Files.writeString(target, wanted, UTF_8);
    }
    assertThat(committed)
        .as("docs/containers.md; to mend it: cp servlet-adapter/target/containers.md docs/")
        .isEqualTo(wanted);
  }

  private static String withColumn(String page, int column, Map<String, String> samples) {
    List<String> lines = new ArrayList<>();
    int table = page.indexOf("\n| case |");
    lines.add("| case | " + String.join(" | ", COLUMNS) + " |");
    lines.add("|---" + "|---".repeat(COLUMNS.size()) + "|");
    samples.forEach(
        (name, sample) -> {
          String[] cells = row(page, name);
          cells[column] = "`" + sample + "`";
          lines.add("| " + String.join(" | ", cells) + " |");
        });
    String before = table < 0 ? page + "\n" : page.substring(0, table + 1);
    return before + String.join("\n", lines) + "\n";
  }

  private static String[] row(String page, String name) {
    String start = "| " + name + " | ";
    for (String line : page.lines().toList()) {
      if (line.startsWith(start)) {
        return line.substring(2, line.length() - 2).split(" \\| ", -1);
      }
    }
    String[] empty = new String[COLUMNS.size() + 1];
    java.util.Arrays.fill(empty, "");
    empty[0] = name;
    return empty;
  }
}
