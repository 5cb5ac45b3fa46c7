package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is staged beside the last release: its API as stubs and its catalogue of families, in {@code
 * src/test/resources/last-release}.
 *
 * <p>A release writes both anew: {@code mvn verify -Pfull -pl integration-tests/published -am
 * -Dtest=ReleaseTest -Dsurefire.failIfNoSpecifiedTests=false -Dupstream.release=true}.
 */
class ReleaseTest {

  private static final Path LAST = Path.of("src/test/resources/last-release");
  private static final Path STUBS = LAST.resolve("api.jar.gz");
  private static final Path CATALOGUE = LAST.resolve("catalogue.json");
  private static final Path EXPORTS = Path.of("../../core/src/test/resources/exports.txt");
  private static final long MOST_BYTES = 100_000;

  @TempDir private static Path directory;

  private static Path stubs;
  private static List<Path> staged;
  private static Set<String> coreApi;

  @BeforeAll
  static void what_is_staged() throws IOException {
    staged = new ArrayList<>();
    for (Path directory : Artifacts.staged()) {
      String name = directory.getParent().getFileName().toString();
      if (!name.matches(".*-(library|bom|starter)")) {
        staged.add(Artifacts.latest(directory, ".jar"));
      }
    }
    coreApi =
        Files.readAllLines(EXPORTS).stream()
            .filter(line -> line.contains("io.upstream.") && !line.startsWith(" "))
            .map(line -> line.replaceFirst("^.*?(io\\.upstream\\.[\\w.$]+).*$", "$1"))
            .collect(Collectors.toSet());
    if (Boolean.getBoolean("upstream.release")) {
      Path written = directory.resolve("written.jar");
      ApiStubs.write(staged, ReleaseTest::isApi, written);
      ApiStubs.compress(written, STUBS);
      copyCatalogue();
    }
    stubs = directory.resolve("stubs.jar");
    ApiStubs.expand(STUBS, stubs);
  }

  /**
   * Core, servlet, jdbc and vocabularies have packages whose types are public for the module alone.
   * The sample application's {@code PublicTypesTest} checks that no other public type hands them
   * out.
   */
  private static boolean isApi(String type) {
    if (type.matches(
        "io\\.upstream\\.metrics\\."
            + "(servlet\\.(access|exchange|scrape)|jdbc\\.(connection|sql)|vocabularies\\.shared)\\..*")) {
      return false;
    }
    return coreApi.contains(type)
        || type.matches(
            "io\\.upstream\\.metrics\\.(servlet|console|jdbc|snapshots|vocabularies|push|commands|spring"
                + "|test|tools|maven)\\..*");
  }

  private static void copyCatalogue() throws IOException {
    Path core =
        staged.stream()
            .filter(jar -> jar.getFileName().toString().startsWith("upstream-metrics-core"))
            .findFirst()
            .orElseThrow();
    try (JarFile jar = new JarFile(core.toFile());
        InputStream in =
            jar.getInputStream(jar.getEntry("META-INF/upstream-metrics/catalogue.json"))) {
      Files.write(CATALOGUE, in.readAllBytes());
    }
  }

  @Test
  void the_baseline_stays_small() {
    assertThat(STUBS).isRegularFile();
    assertThat(STUBS.toFile().length()).isLessThan(MOST_BYTES);
  }

  @Test
  void breaking_api_changes_are_in_the_changelog() throws IOException {
    String changelog = Files.readString(Path.of("../../CHANGELOG.md"));
    int start = changelog.indexOf("## [Unreleased]");
    int end = changelog.indexOf("\n## [", start + 1);
    String unreleased = changelog.substring(start, end < 0 ? changelog.length() : end);
    int heading = unreleased.indexOf("### Breaking");
    String told = heading < 0 ? "" : unreleased.substring(heading);
    assertThat(breaking(List.of(stubs), staged))
        .allSatisfy(
            type ->
                assertThat(told)
                    .as(
                        "%s is not compatible with the last release: name `%s` under \"###"
                            + " Breaking\" in CHANGELOG.md, or bring back what was changed",
                        type, simpleName(type))
                    .contains("`" + simpleName(type)));
  }

  @Test
  void a_type_that_is_gone_is_noticed() throws IOException {
    Path fewer = directory.resolve("fewer.jar");
    ApiStubs.write(staged, type -> isApi(type) && !type.endsWith(".UpstreamDataSource"), fewer);
    assertThat(breaking(List.of(stubs), List.of(fewer)))
        .anyMatch(type -> type.startsWith("io.upstream.metrics.jdbc.UpstreamDataSource"));
  }

  private static String simpleName(String type) {
    String name = type.replaceFirst(":.*", "");
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  /** The types that are not compatible, each with why. */
  private static List<String> breaking(List<Path> before, List<Path> after) {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    return new JarArchiveComparator(options)
        .compare(archives(before), archives(after)).stream()
            .filter(type -> isApi(type.getFullyQualifiedName()))
            .filter(type -> !type.isBinaryCompatible() || !type.isSourceCompatible())
            .map(ReleaseTest::described)
            .toList();
  }

  private static String described(JApiClass type) {
    List<String> why = new ArrayList<>();
    type.getCompatibilityChanges().forEach(change -> why.add(change.getType().name()));
    type.getMethods().stream()
        .filter(method -> !method.isBinaryCompatible() || !method.isSourceCompatible())
        .forEach(method -> why.add(method.getName() + "() " + method.getChangeStatus()));
    type.getConstructors().stream()
        .filter(each -> !each.isBinaryCompatible() || !each.isSourceCompatible())
        .forEach(each -> why.add("new " + each.getName() + "() " + each.getChangeStatus()));
    type.getFields().stream()
        .filter(field -> !field.isBinaryCompatible() || !field.isSourceCompatible())
        .forEach(field -> why.add(field.getName() + " " + field.getChangeStatus()));
    return type.getFullyQualifiedName() + ": " + type.getChangeStatus() + " " + why;
  }

  private static List<JApiCmpArchive> archives(List<Path> jars) {
    return jars.stream()
        .map(jar -> new JApiCmpArchive(jar.toFile(), jar.getFileName().toString()))
        .toList();
  }
}
