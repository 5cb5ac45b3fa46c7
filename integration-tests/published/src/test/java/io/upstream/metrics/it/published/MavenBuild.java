package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The consumers, built once by Maven in a directory far from this project's: with a local
 * repository of its own, which takes our artifacts from what is staged and everybody else's from
 * where this build has put them already, if it has.
 */
final class MavenBuild {

  private static final List<String> VERSIONS =
      List.of(
          "upstream.version",
          "consumer.tomcat.version",
          "consumer.h2.version",
          "consumer.spring-boot.version",
          "consumer.spring-boot4.version",
          "shop.spring-boot.version");

  private static final String SETTINGS =
      """
      <settings>
        <profiles>
          <profile>
            <id>consumer</id>
            <repositories>%1$s</repositories>
            <pluginRepositories>%2$s</pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles>
          <activeProfile>consumer</activeProfile>
        </activeProfiles>
      </settings>
      """;

  private static final String STAGED =
      """
      <%1$s>
        <id>staged</id>
        <url>%2$s</url>
        <releases><checksumPolicy>fail</checksumPolicy></releases>
        <snapshots><updatePolicy>always</updatePolicy><checksumPolicy>fail</checksumPolicy></snapshots>
      </%1$s>
      """;

  /** Its files have been checked when they came. */
  private static final String DOWNLOADED =
      """
      <%1$s>
        <id>downloaded</id>
        <url>%2$s</url>
        <releases><checksumPolicy>ignore</checksumPolicy></releases>
        <snapshots><enabled>false</enabled></snapshots>
      </%1$s>
      """;

  static final Path LOCAL_REPOSITORY = Path.of("target/repository").toAbsolutePath();

  private static MavenBuild done;

  private final Path directory;
  private final Path settings;

  private MavenBuild(Path directory, Path settings) {
    this.directory = directory;
    this.settings = settings;
  }

  static synchronized MavenBuild once() throws IOException, InterruptedException {
    if (done == null) {
      done = run(Files.createTempDirectory("consumers"));
    }
    return done;
  }

  private static MavenBuild run(Path directory) throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
    copy(Consumer.SOURCES, directory);
    // What was staged before this build is not what is looked at.
    delete(LOCAL_REPOSITORY.resolve("io/upstream"));
    String downloaded = Path.of(System.getProperty("local.repository")).toUri().toString();
    Path settings =
        Files.writeString(
            directory.resolve("settings.xml"),
            SETTINGS.formatted(
                repositories("repository", downloaded),
                repositories("pluginRepository", downloaded)));
    MavenBuild build = new MavenBuild(directory, settings);
    Program.Outcome outcome = build.run(directory, "-q", "process-classes");
    assertThat(outcome.code()).as(outcome.text()).isZero();
    return build;
  }

  private static String repositories(String element, String downloaded) {
    return STAGED.formatted(element, Artifacts.STAGED.toUri())
        + DOWNLOADED.formatted(element, downloaded);
  }

  /** Runs Maven in the directory of a project, which may be one that is not among the consumers. */
  Program.Outcome run(Path project, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-s", settings.toString()));
    command.add("-Dmaven.repo.local=" + LOCAL_REPOSITORY);
    versions().forEach((name, version) -> command.add("-D" + name + "=" + version));
    command.addAll(List.of(arguments));
    return Program.attempt(project, command);
  }

  /** Returns the directory of a project beside the consumers. */
  Path project(String name) {
    return directory.resolve(name);
  }

  /** Returns the versions that the poms of the consumers leave open. */
  static Map<String, String> versions() {
    return VERSIONS.stream().collect(Collectors.toMap(name -> name, System::getProperty));
  }

  private Path directory(Consumer consumer) {
    return directory.resolve(consumer.directory);
  }

  String tree(Consumer consumer) throws IOException {
    return Files.readString(directory(consumer).resolve("target/tree.txt"));
  }

  /** Returns the class path of the consumer, its own classes first. */
  List<Path> classPath(Consumer consumer) throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(directory(consumer).resolve("target/classes"));
    String jars = Files.readString(directory(consumer).resolve("target/class-path.txt"));
    Stream.of(jars.strip().split(File.pathSeparator)).map(Path::of).forEach(classPath::add);
    return classPath;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
