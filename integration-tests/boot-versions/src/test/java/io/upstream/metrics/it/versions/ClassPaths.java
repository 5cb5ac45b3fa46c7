package io.upstream.metrics.it.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Resolves the class paths of applications in one run of Maven. */
final class ClassPaths {

  private static final Path DIRECTORY = Path.of("target/class-paths").toAbsolutePath();

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId>
        <artifactId>%1$s</artifactId>
        <version>1</version>
        %2$s
      </project>
      """;

  /** As an application has it: Boot's list, its starters, and what our jars bring. */
  private static final String APPLICATION =
      """
      <dependencyManagement>
        <dependencies>
          <dependency>
            <groupId>org.springframework.boot</groupId>
            <artifactId>spring-boot-dependencies</artifactId>
            <version>%1$s</version>
            <type>pom</type>
            <scope>import</scope>
          </dependency>
        </dependencies>
      </dependencyManagement>
      <dependencies>%2$s</dependencies>
      """;

  private final Map<String, String> poms = new LinkedHashMap<>();

  /**
   * Adds an application.
   *
   * @param artifacts as group:artifact or group:artifact:version
   */
  ClassPaths add(String name, String boot, List<String> artifacts) {
    String dependencies =
        artifacts.stream().map(ClassPaths::dependency).collect(Collectors.joining());
    poms.put(name, POM.formatted(name, APPLICATION.formatted(boot, dependencies)));
    return this;
  }

  private static String dependency(String artifact) {
    String[] parts = artifact.split(":", -1);
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s</dependency>"
        .formatted(
            parts[0], parts[1], parts.length == 2 ? "" : "<version>" + parts[2] + "</version>");
  }

  /** Resolves what was added. */
  ClassPaths resolve() throws IOException, InterruptedException {
    for (Map.Entry<String, String> each : poms.entrySet()) {
      Path directory = Files.createDirectories(DIRECTORY.resolve(each.getKey()));
      Files.writeString(directory.resolve("pom.xml"), each.getValue());
    }
    Path all = Files.createDirectories(DIRECTORY.resolve("all-" + poms.hashCode()));
    String modules =
        poms.keySet().stream()
            .map(name -> "<module>../" + name + "</module>")
            .collect(Collectors.joining("", "<packaging>pom</packaging><modules>", "</modules>"));
    Files.writeString(all.resolve("pom.xml"), POM.formatted("all", modules));
    List<String> maven =
        List.of(
            Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
            "-B",
            "-q",
            "-Dmaven.repo.local=" + System.getProperty("local.repository"),
            "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
            "-Dmdep.outputFile=class-path.txt");
    ProcessBuilder builder =
        new ProcessBuilder(maven)
            .directory(all.toFile())
            .redirectErrorStream(true)
            .redirectOutput(all.resolve("out.txt").toFile());
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process process = builder.start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(all.resolve("out.txt"))).isZero();
    return this;
  }

  /** Returns the jars of an application, without ours. */
  List<Path> of(String name) throws IOException {
    String jars = Files.readString(DIRECTORY.resolve(name).resolve("class-path.txt"));
    return Stream.of(jars.strip().split(File.pathSeparator)).map(Path::of).toList();
  }

  /** Returns our classes, of the modules that this build has compiled. */
  static List<Path> ours() {
    List<Path> ours = new ArrayList<>();
    for (String module : List.of("core", "servlet-adapter", "jdbc-adapter", "spring-adapter")) {
      ours.add(Path.of(System.getProperty("project.root"), module, "target", "classes"));
    }
    return ours;
  }
}
