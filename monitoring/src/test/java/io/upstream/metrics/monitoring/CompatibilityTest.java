package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.tools.compat.CatalogueJson;
import io.upstream.metrics.tools.compat.Change;
import io.upstream.metrics.tools.compat.Comparison;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Checks that the changelog names every change that breaks a dashboard. */
class CompatibilityTest {

  /** The catalogue of the last release, beside its API; a release writes both anew. */
  private static final Path LAST_RELEASE =
      Path.of("../integration-tests/published/src/test/resources/last-release/catalogue.json");

  @Test
  void the_jar_contains_the_declared_catalogue() throws Exception {
    assertThat(embedded())
        .as(
            "core/src/main/resources/%s is not what the declarations say; write it anew with\n"
                + "  mvn -q -pl monitoring -am -Preference process-classes",
            CatalogueJson.RESOURCE)
        .isEqualTo(CatalogueJson.render(new PlatformCatalogue().families()));
  }

  @Test
  void breaking_changes_are_in_the_changelog() throws Exception {
    String changelog = Files.readString(Path.of("..", "CHANGELOG.md"));
    int start = changelog.indexOf("## [Unreleased]");
    int end = changelog.indexOf("\n## [", start + 1);
    String unreleased = changelog.substring(start, end < 0 ? changelog.length() : end);
    int heading = unreleased.indexOf("### Breaking");
    String told = heading < 0 ? "" : unreleased.substring(heading);
    assertThat(Comparison.of(LAST_RELEASE, embedded()).changes())
        .filteredOn(Change::breaking)
        .allSatisfy(
            change ->
                assertThat(told)
                    .as("%s: say so under \"### Breaking\" in CHANGELOG.md", change)
                    .contains("`" + change.family() + "`"));
  }

  private static String embedded() throws IOException {
    try (InputStream in =
        UpstreamRecorder.class.getClassLoader().getResourceAsStream(CatalogueJson.RESOURCE)) {
      assertThat(in).as(CatalogueJson.RESOURCE).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
