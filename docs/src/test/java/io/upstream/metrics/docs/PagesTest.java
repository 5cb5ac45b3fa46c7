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
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Checks links, YAML blocks, properties and the index of the pages. */
class PagesTest {

  private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^]\n]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern FENCES = Pattern.compile("(?ms)^ *```.*?^ *```$");

  private static final Pattern PROPERTY =
      Pattern.compile("(?<![\\w.])upstream\\.metrics\\.[a-z][a-z.-]*[a-z]");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  @Test
  void every_link_has_a_target() throws Exception {
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
  void every_property_that_is_named_is_one() throws Exception {
    String reference = Files.readString(Path.of("spring-reference.md"));
    Set<String> known =
        properties(
            reference.substring(
                reference.indexOf("<!-- properties -->"),
                reference.indexOf("<!-- end of properties -->")));
    Set<String> named = new TreeSet<>();
    Pages.all().values().forEach(page -> named.addAll(properties(page)));
    for (Pages.Block block : Pages.blocks("yaml")) {
      for (Object document : new Yaml().loadAll(block.text())) {
        flatten("", document, named);
      }
    }
    assertThat(known).hasSizeGreaterThan(30);
    assertThat(named)
        .allMatch(
            name ->
                known.contains(name)
                    || name.matches("upstream\\.metrics\\.(budgets|allow|common-labels)\\..+"));
  }

  private static Set<String> properties(String page) {
    return PROPERTY.matcher(page).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** Leaves below {@code upstream.metrics}, by their names with dots. */
  private static void flatten(String name, Object node, Set<String> named) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, below) -> flatten(name.isEmpty() ? "" + key : name + "." + key, below, named));
    } else if (name.startsWith("upstream.metrics.")) {
      named.add(name);
    }
  }

  @Test
  void the_index_leads_to_every_page() throws Exception {
    String index = Files.readString(Path.of("README.md"));
    assertThat(Pages.all().keySet())
        .filteredOn(page -> page.getParent() == null && !page.endsWith("README.md"))
        .allSatisfy(page -> assertThat(index).contains("](" + page + ")"));
  }

  @Test
  void the_index_names_every_module() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    Matcher module = MODULE.matcher(Files.readString(Path.of("..", "pom.xml")));
    int modules = 0;
    for (; module.find(); modules++) {
      String directory = module.group(1).replaceFirst("^integration-tests/.*", "integration-tests");
      assertThat(readme).contains("| `" + directory + "` | ");
    }
    assertThat(modules).isGreaterThan(9);
  }

  @Test
  void what_is_left_out_has_a_reason() {
    assertThat(Pages.blocks("java", "promql"))
        .filteredOn(block -> block.marker().equals("fragment"))
        .allSatisfy(block -> assertThat(block.said()).as(block.toString()).hasSizeGreaterThan(10));
  }
}
