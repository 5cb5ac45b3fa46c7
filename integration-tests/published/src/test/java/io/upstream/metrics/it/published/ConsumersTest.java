package io.upstream.metrics.it.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds Maven projects that depend on the published artifacts, with every lint as an error. */
class ConsumersTest {

  private static MavenBuild build;

  @BeforeAll
  static void all_of_them_compile_and_their_dependencies_converge() throws Exception {
    build = MavenBuild.once();
  }

  @ParameterizedTest
  @EnumSource
  void what_was_compiled_runs(Consumer consumer, @TempDir Path directory) throws Exception {
    assertThat(Program.java(Program.JDK, directory, build.classPath(consumer), consumer.mainClass))
        .contains(consumer.prints);
  }

  @ParameterizedTest
  @EnumSource
  void it_runs_on_the_newest_jdk_too(Consumer consumer, @TempDir Path directory) throws Exception {
    Path jdk = newestJdk();
    String printed = Program.java(jdk, directory, build.classPath(consumer), consumer.mainClass);
    assertThat(printed).contains(consumer.prints);
  }

  @ParameterizedTest
  @EnumSource
  void only_expected_dependencies_are_resolved(Consumer consumer) throws IOException {
    Expected.is("trees/" + consumer + ".txt", build.tree(consumer));
  }

  @ParameterizedTest
  @EnumSource
  void no_class_is_there_twice(Consumer consumer) throws IOException {
    List<Path> classPath = build.classPath(consumer);
    Map<String, Path> seen = new TreeMap<>();
    for (Path jar : classPath.subList(1, classPath.size())) {
      try (JarFile file = new JarFile(jar.toFile())) {
        file.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.endsWith(".class"))
            .filter(name -> !name.endsWith("module-info.class") && !name.startsWith("META-INF/"))
            .forEach(name -> assertThat(seen.put(name, jar)).as(name + " in " + jar).isNull());
      }
    }
  }

  @Test
  void without_spring_there_is_no_spring() throws IOException {
    for (Consumer each : List.of(Consumer.CORE, Consumer.SERVLET, Consumer.JDBC)) {
      assertThat(build.tree(each)).doesNotContain("org.springframework");
    }
  }

  private static Path newestJdk() throws IOException {
    Process finder =
        new ProcessBuilder(System.getProperty("newest.jdk.finder"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String home = new String(finder.getInputStream().readAllBytes(), UTF_8).strip();
    assumeFalse(home.isEmpty(), "no JDK newer than 17 on this machine: nothing was tested on one");
    return Path.of(home);
  }
}
