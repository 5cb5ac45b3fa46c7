package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Builds the same consumers with the class paths that Gradle would resolve; Gradle itself does not
 * run.
 */
class GradleTest {

  private static MavenBuild maven;

  @BeforeAll
  static void what_others_publish_is_downloaded() throws Exception {
    maven = MavenBuild.once();
  }

  @ParameterizedTest
  @EnumSource
  void it_compiles_and_runs_with_gradles_class_paths(Consumer consumer, @TempDir Path directory)
      throws Exception {
    GradleGraph gradle = new GradleGraph(model(consumer));
    Path classes = directory.resolve("classes");
    Javac.compile(
        sources(consumer), "-classpath", Program.joined(gradle.compileClassPath()), "-d", classes);
    List<Path> classPath =
        Stream.concat(Stream.of(classes), gradle.runtimeClassPath().stream()).toList();
    assertThat(Program.java(Program.JDK, directory, classPath, consumer.mainClass))
        .contains(consumer.prints);
  }

  @ParameterizedTest
  @EnumSource
  void the_compile_class_path_is_within_the_runtime(Consumer consumer) throws Exception {
    GradleGraph gradle = new GradleGraph(model(consumer));
    assertThat(gradle.runtimeClassPath()).containsAll(gradle.compileClassPath());
  }

  @ParameterizedTest
  @EnumSource
  void it_runs_with_the_jars_that_maven_takes(Consumer consumer) throws Exception {
    List<Path> classPath = maven.classPath(consumer);
    assertThat(names(new GradleGraph(model(consumer)).runtimeClassPath()))
        .isEqualTo(names(classPath.subList(1, classPath.size())));
  }

  private static Path sources(Consumer consumer) {
    return Consumer.SOURCES
        .resolve(consumer == Consumer.BOOT_4 ? "boot" : consumer.directory)
        .resolve("src/main/java");
  }

  private static Model model(Consumer consumer) {
    Properties versions = new Properties();
    MavenBuild.versions().forEach(versions::setProperty);
    return Poms.pom(Consumer.SOURCES.resolve(consumer.directory + "/pom.xml"), versions);
  }

  /** A snapshot that is deployed has the time in its name, one that is installed has not. */
  private static String names(List<Path> jars) {
    return jars.stream()
        .map(jar -> jar.getFileName().toString())
        .map(name -> name.replaceFirst("-\\d{8}\\.\\d{6}-\\d+\\.jar", "-SNAPSHOT.jar"))
        .sorted()
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
