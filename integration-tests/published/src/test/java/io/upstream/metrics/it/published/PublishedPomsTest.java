package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the poms that a release uploads. */
class PublishedPomsTest {

  private static final String BOM = "upstream-metrics-bom";
  private static final String PARENT = "upstream-metrics-library";

  @Test
  void all_jars_and_the_parent_pom_are_published() throws IOException {
    assertThat(Artifacts.staged())
        .extracting(directory -> directory.getParent().getFileName().toString())
        .containsExactly(
            BOM,
            "upstream-metrics-commands",
            "upstream-metrics-console",
            "upstream-metrics-core",
            "upstream-metrics-jdbc",
            PARENT,
            "upstream-metrics-maven-plugin",
            "upstream-metrics-push",
            "upstream-metrics-servlet",
            "upstream-metrics-snapshots",
            "upstream-metrics-spring-boot-starter",
            "upstream-metrics-spring",
            "upstream-metrics-test",
            "upstream-metrics-tools",
            "upstream-metrics-vocabularies");
  }

  @ParameterizedTest
  @MethodSource("directories")
  void a_pom_has_what_central_asks_for(Path directory) throws Exception {
    Model pom = pom(directory);
    assertThat(pom.getName()).startsWith("upstream-metrics");
    assertThat(pom.getDescription()).isNotBlank();
    assertThat(pom.getUrl()).isNotBlank();
    assertThat(pom.getLicenses()).singleElement().extracting("name").isEqualTo("Apache-2.0");
    assertThat(pom.getDevelopers()).singleElement().extracting("organization").isNotNull();
    assertThat(pom.getScm().getUrl()).isEqualTo(pom.getUrl());
    assertThat(pom.getScm().getConnection()).startsWith("scm:git:");
  }

  /** Gradle knows no profile by JDK or property and no property from a command line. */
  @ParameterizedTest
  @MethodSource("jars")
  void a_pom_needs_no_parent(Path directory) throws Exception {
    Model pom = pom(directory);
    assertThat(pom.getParent()).isNull();
    assertThat(pom.getProfiles()).isEmpty();
    assertThat(pom.getRepositories()).isEmpty();
    assertThat(pom.getPluginRepositories()).isEmpty();
    assertThat(pom.getDependencyManagement()).isNull();
    assertThat(pom.getBuild()).isNull();
    assertThat(pom.getProperties()).isEmpty();
    assertThat(Files.readString(Artifacts.latest(directory, ".pom"))).doesNotContain("${");
  }

  @ParameterizedTest
  @MethodSource("jars")
  void a_pom_has_versions_and_no_test_dependencies(Path directory) throws Exception {
    for (Dependency each : pom(directory).getDependencies()) {
      assertThat(each.getScope()).as("%s", each).isIn("compile", "runtime", "provided");
      assertThat(each.getVersion()).as("%s", each).matches("[0-9][-.0-9A-Za-z]*");
      if (!each.getGroupId().equals("io.upstream")) {
        assertThat(each.getVersion()).as("%s", each).doesNotContain("SNAPSHOT");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void a_jar_has_sources_javadoc_and_module_name(Path directory) throws Exception {
    assertThat(Artifacts.latest(directory, "-sources.jar")).isNotEmptyFile();
    assertThat(Artifacts.latest(directory, "-javadoc.jar")).isNotEmptyFile();
    try (JarFile jar = new JarFile(Artifacts.latest(directory, ".jar").toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
          .startsWith("io.upstream.metrics");
    }
  }

  static List<Path> directories() throws IOException {
    return Artifacts.staged();
  }

  static Stream<Path> jars() throws IOException {
    List<Path> jars = new ArrayList<>(directories());
    jars.removeIf(
        directory -> directory.getParent().endsWith(PARENT) || directory.getParent().endsWith(BOM));
    return jars.stream();
  }

  private static Model pom(Path directory) throws Exception {
    try (Reader reader = Files.newBufferedReader(Artifacts.latest(directory, ".pom"))) {
      return new MavenXpp3Reader().read(reader);
    }
  }
}
