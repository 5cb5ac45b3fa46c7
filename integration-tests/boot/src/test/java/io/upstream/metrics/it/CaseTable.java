package io.upstream.metrics.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table of {@code docs/spring-reference.md}. It is held to our samples; what Spring says may
 * change with any of its releases, and depends on who is quicker where a client goes away.
 */
final class CaseTable {

  private static final Path PAGE = Path.of("..", "..", "docs", "spring-reference.md");
  private static final List<String> GENERATIONS = List.of("3.5", "4.0", "4.1");
  private static final String MEND =
      """
      docs/spring-reference.md is not what was seen; write it anew with
        mvn -Pfull -pl integration-tests/boot-3.5,integration-tests/boot-4.0,integration-tests/boot-4.1 \
      -am test -Dtest=HttpCasesTest -Dsurefire.failIfNoSpecifiedTests=false -Dupstream.mend=true
      """;

  private CaseTable() {}

  static void keep(String generation, Map<String, String[]> seen) throws IOException {
    int column = GENERATIONS.indexOf(generation) + 2;
    String page = Files.readString(PAGE, UTF_8);
    int start = page.indexOf("| case |");
    List<String> rows = new ArrayList<>();
    rows.add("| case | ours, on all | Spring on Boot 3.5 | Spring on 4.0 | Spring on 4.1 |");
    rows.add("|---|---|---|---|---|");
    List<String> ours = new ArrayList<>();
    seen.forEach(
        (name, cells) -> {
          System.out.printf("Boot %s | %-30s| %-46s| %s%n", generation, name, cells[0], cells[1]);
          String[] row = row(page, name);
          row[1] = "`" + cells[0] + "`";
          row[column] = "`" + cells[1] + "`";
          rows.add("| " + String.join(" | ", row) + " |");
          ours.add("| " + name + " | `" + cells[0] + "` |");
        });
    if (Boolean.getBoolean("upstream.mend")) {
      int blank = page.indexOf("\n\n", start);
      String after = blank < 0 ? "\n" : page.substring(blank);
      Files.writeString(PAGE, page.substring(0, start) + String.join("\n", rows) + after, UTF_8);
    } else {
      assertThat(page).as(MEND).contains(ours);
    }
  }

  private static String[] row(String page, String name) {
    String start = "| " + name + " | ";
    for (String line : page.lines().toList()) {
      if (line.startsWith(start)) {
        return line.substring(2, line.length() - 2).split(" \\| ", -1);
      }
    }
    return new String[] {name, "", "", "", ""};
  }
}
