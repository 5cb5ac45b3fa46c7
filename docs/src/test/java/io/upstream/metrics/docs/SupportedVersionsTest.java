package io.upstream.metrics.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the versions that the security policy and the README name. */
class SupportedVersionsTest {

  private static final Pattern BOOT = Pattern.compile("\\*\\*Spring Boot\\*\\* ([0-9., or]+):");
  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+");

  @Test
  void the_policy_knows_whether_there_is_a_release() throws IOException {
    boolean released = Pattern.compile("(?m)^## \\[[0-9]").matcher(read("CHANGELOG.md")).find();
    assertThat(read("SECURITY.md").contains("No release is published yet")).isEqualTo(!released);
  }

  @Test
  void the_readme_names_each_tested_boot() throws IOException {
    Matcher named = BOOT.matcher(read("README.md"));
    assertThat(named.find()).isTrue();
    List<String> versions =
        VERSION.matcher(named.group(1)).results().map(MatchResult::group).toList();
    try (Stream<Path> modules = Files.list(Path.of("..", "integration-tests"))) {
      assertThat(modules.map(module -> module.getFileName().toString()))
          .filteredOn(name -> name.matches("boot-[0-9.]+"))
          .map(name -> name.replace("boot-", ""))
          .containsExactlyInAnyOrderElementsOf(versions);
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of("..", file));
  }
}
