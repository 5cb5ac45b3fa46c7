package io.upstream.metrics.docs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Finds every test that a page names. */
class NamedTestsTest {

  private static final Pattern NAMED = Pattern.compile("`(?:\\w+\\.)*([A-Z]\\w+(?:Test|Races))`");
  private static final Pattern RACES = Pattern.compile("`(\\w+Races)`, (\\d+) races");
  private static final Pattern RACE = Pattern.compile("(?m)^ *@JCStressTest");

  private static Map<String, Path> tests() throws IOException {
    Map<String, Path> tests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      files
          .filter(file -> file.toString().contains("src/test/java"))
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), file));
    }
    return tests;
  }

  @Test
  void every_test_that_a_page_names_exists() throws IOException {
    Map<String, Path> tests = tests();
    Map<Path, String> pages = Pages.all();
    pages.remove(Path.of("mutation.md")); // the log of runs on earlier commits
    pages.forEach(
        (page, text) ->
            assertThat(NAMED.matcher(text).results().map(named -> named.group(1)))
                .as(page.toString())
                .allMatch(
                    named -> tests.containsKey(named) || named.equals("UpstreamMetricsTest")));
  }

  @Test
  void race_counts_match_the_sources() throws IOException {
    Map<String, Path> tests = tests();
    String page = Files.readString(Path.of("reliability.md"));
    assertThat(RACES.matcher(page).results()).hasSizeGreaterThan(5);
    for (MatchResult races : RACES.matcher(page).results().toList()) {
      String source = Files.readString(requireNonNull(tests.get(races.group(1))));
      assertThat(RACE.matcher(source).results())
          .as(races.group(1))
          .hasSize(Integer.parseInt(races.group(2)));
    }
  }
}
