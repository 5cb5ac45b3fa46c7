package io.upstream.metrics.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the settings page has every setting that the code reads, and their precedence. */
class SettingsPageTest {

  private static final Path REPOSITORY = Path.of("..");
  private static final Pattern SETTING =
      Pattern.compile("\"(METRICS_[A-Z_]*[A-Z]_?|ENABLE_METRICS|PROMETHEUS_MULTIPROC_DIR)\"");

  @Test
  void the_page_has_every_setting_of_the_code() throws IOException {
    String page = Files.readString(Path.of("settings.md"));
    SortedSet<String> settings = new TreeSet<>();
    try (Stream<Path> files = Files.walk(REPOSITORY, 14)) {
      for (Path file : files.filter(SettingsPageTest::isMainSource).toList()) {
        SETTING
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> settings.add(found.group(1)));
      }
    }
    assertThat(settings).contains("METRICS_MODE", "METRICS_BUDGET_", "METRICS_DB_URL");
    assertThat(settings)
        .as("add what is missing to docs/settings.md")
        .allSatisfy(
            setting ->
                assertThat(page)
                    .contains(setting.endsWith("_") ? setting + "<LABEL_TYPE>" : "`" + setting));
  }

  /** That each place beats those below it is shown by PrecedenceTest of the Spring adapter. */
  @Test
  void the_page_lists_places_by_precedence() throws IOException {
    assertThat(Files.readAllLines(Path.of("settings.md")))
        .filteredOn(line -> line.matches("[0-9]\\. .*"))
        .satisfiesExactly(
            first -> assertThat(first).contains("builder", "RecorderCustomizer"),
            second -> assertThat(second).contains("command line"),
            third -> assertThat(third).contains("system property"),
            fourth -> assertThat(fourth).contains("environment variable"),
            fifth -> assertThat(fifth).contains("application properties"),
            sixth -> assertThat(sixth).contains("default"));
  }

  private static boolean isMainSource(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith(".java")
        && path.contains("/src/main/java/")
        && !path.contains("/sample-app/")
        && !path.contains("/benchmarks/");
  }
}
