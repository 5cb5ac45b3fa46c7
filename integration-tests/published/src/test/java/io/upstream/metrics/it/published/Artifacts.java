package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds files by their coordinates: among what is staged, and where Maven puts what it downloads.
 */
final class Artifacts {

  static final Path STAGED = Path.of(System.getProperty("staged"));

  private static final List<Path> DOWNLOADED =
      List.of(MavenBuild.LOCAL_REPOSITORY, Path.of(System.getProperty("local.repository")));

  private Artifacts() {}

  /** The directories of all that is staged. */
  static List<Path> staged() throws IOException {
    assertThat(STAGED).as("what a release uploads; mvn verify -Pfull puts it there").isDirectory();
    try (Stream<Path> files = Files.walk(STAGED)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".pom"))
          .map(Path::getParent)
          .distinct()
          .sorted()
          .toList();
    }
  }

  static Path file(String group, String artifact, String version, String suffix)
      throws IOException {
    String directory = group.replace('.', '/') + "/" + artifact + "/" + version;
    if (group.equals("io.upstream")) {
      return latest(STAGED.resolve(directory), suffix);
    }
    String name = directory + "/" + artifact + "-" + version + suffix;
    return DOWNLOADED.stream()
        .map(repository -> repository.resolve(name))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " has not been downloaded"));
  }

  /** A snapshot's file has the time in its name; the last is what a build would get. */
  static Path latest(Path directory, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(suffix))
          .filter(file -> !suffix.equals(".jar") || !hasClassifier(file))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new AssertionError("no " + suffix + " in " + directory));
    }
  }

  private static boolean hasClassifier(Path jar) {
    return jar.getFileName().toString().matches(".*-[a-z]+\\.jar");
  }
}
