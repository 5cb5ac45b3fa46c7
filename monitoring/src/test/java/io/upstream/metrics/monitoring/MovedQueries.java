package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The page that says of every query of the platforms' guides what it was and what it is now. */
final class MovedQueries {

  private static final Path PAGE = Path.of("..", "docs", "moved-queries.md");

  private MovedQueries() {}

  static void compare(List<JsonNode> inventory, Map<String, List<String>> now) throws IOException {
    String page = render(inventory, now);
    if (Boolean.getBoolean("upstream.mend")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as(
            "docs/moved-queries.md is not what the declarations say; write it again with\n"
                + "  mvn -q -pl monitoring -am test -Dtest=InventoryTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dupstream.mend=true")
        .hasContent(page);
  }

  private static String render(List<JsonNode> inventory, Map<String, List<String>> now) {
    StringBuilder page =
        new StringBuilder(
            """
            # Every query of the Python platforms' guides: was, is now, what to change

            Written by `InventoryTest` from the inventory of the guides and the declarations in `monitoring/src/main/java`. The names of the families are the same unless the last column says otherwise, so a query of your own needs the change only where it has the same fault. Every query works with Python alone and with Java alone; a percentile over both at once has to read the [recorded series](moving-from-python.md#names-that-differ). [Moving over](moving-from-python.md) has the order of the steps.

            | | what | was | is now | what to change |
            |---|---|---|---|---|
            """);
    for (JsonNode entry : inventory) {
      if (!entry.hasNonNull("as_first_written")) {
        continue;
      }
      String id = entry.get("id").asText();
      String was = entry.get("as_first_written").asText();
      String is = String.join(" ", now.getOrDefault(id, List.of()));
      page.append(
          "| %s | %s | `%s` | `%s` | %s |\n"
              .formatted(
                  id, cell(entry.get("title").asText()), code(was), code(is), change(entry)));
    }
    return page.toString();
  }

  private static String change(JsonNode entry) {
    StringBuilder change = new StringBuilder();
    for (String key : List.of("fault", "decision")) {
      if (entry.hasNonNull(key)) {
        change.append(change.isEmpty() ? "" : " ").append(cell(entry.get(key).asText()));
      }
    }
    return change.isEmpty() ? "nothing" : change.toString();
  }

  private static String code(String text) {
    return text.replaceAll("\\s+", " ").replace("|", "\\|").strip();
  }

  private static String cell(String text) {
    return text.replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .strip();
  }
}
