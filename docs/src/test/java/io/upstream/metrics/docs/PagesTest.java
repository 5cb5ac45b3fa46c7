package io.upstream.metrics.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Links lead somewhere, YAML is YAML. */
class PagesTest {

  private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^]\n]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern FENCES = Pattern.compile("(?ms)^ *```.*?^ *```$");

  @Test
  void every_link_leads_to_a_file_and_a_heading_that_are_there() throws Exception {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Map.Entry<Path, String> page : Pages.all().entrySet()) {
      Matcher link = LINK.matcher(FENCES.matcher(page.getValue()).replaceAll(""));
      while (link.find()) {
        String target = link.group(1);
        if (!target.matches("[a-z]+:.*")) {
          links++;
          if (!exists(page.getKey(), target)) {
            dead.add(page.getKey() + " -> " + target);
          }
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(links).isGreaterThan(50);
  }

  private static boolean exists(Path page, String target) throws Exception {
    String[] parts = target.split("#", 2);
    Path directory = page.getParent() == null ? Path.of(".") : page.getParent();
    Path file = parts[0].isEmpty() ? page : directory.resolve(parts[0]);
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1
        || !file.toString().endsWith(".md")
        || anchors(Files.readString(file)).contains(parts[1]);
  }

  /** As GitHub makes them: lower case, no punctuation, spaces to hyphens. */
  private static Set<String> anchors(String page) {
    Set<String> anchors = new HashSet<>();
    Matcher heading = HEADING.matcher(FENCES.matcher(page).replaceAll(""));
    while (heading.find()) {
      String base =
          heading
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      String anchor = base;
      for (int n = 1; !anchors.add(anchor); n++) {
        anchor = base + "-" + n;
      }
    }
    return anchors;
  }

  @Test
  void every_YAML_block_parses() {
    List<Pages.Block> blocks = Pages.blocks("yaml", "yml");
    assertThat(blocks).isNotEmpty();
    assertThat(blocks)
        .allSatisfy(
            block ->
                assertThat(new Yaml().loadAll(block.text())).as(block.toString()).isNotEmpty());
  }

  @Test
  void what_is_left_out_has_a_reason() {
    assertThat(Pages.blocks("java", "promql"))
        .filteredOn(block -> block.marker().equals("fragment"))
        .allSatisfy(block -> assertThat(block.said()).as(block.toString()).hasSizeGreaterThan(10));
  }
}
