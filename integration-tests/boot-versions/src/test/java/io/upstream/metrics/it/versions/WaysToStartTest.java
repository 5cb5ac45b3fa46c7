package io.upstream.metrics.it.versions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.upstream.metrics.it.versions.app.ReportingApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts an application processed ahead of time, lazily, and on virtual threads. */
@Tag("full")
class WaysToStartTest {

  private static final ClassPaths CLASS_PATHS = new ClassPaths();

  @BeforeAll
  static void resolve() throws Exception {
    for (String version : List.of("3.5.16", "4.1.1")) {
      CLASS_PATHS.add("ways-" + version, version, BootVersionsTest.APPLICATION);
    }
    CLASS_PATHS.resolve();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5.16", "4.1.1"})
  void processed_ahead_of_time_all_counts(String version) throws Exception {
    Path generated = Files.createDirectories(Path.of("target/aot", version)).toAbsolutePath();
    Path classes = Files.createDirectories(generated.resolve("classes"));
    List<Path> classPath = classPath(version);
    String all = join(Path.of("target/test-classes").toAbsolutePath(), classPath);
    Process processor =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                all,
                "org.springframework.boot.SpringApplicationAotProcessor",
                ReportingApplication.class.getName(),
                generated.resolve("sources").toString(),
                classes.toString(),
                classes.toString(),
                "com.example",
                "application",
                generated.toString())
            .redirectErrorStream(true)
            .redirectOutput(generated.resolve("out.txt").toFile())
            .start();
    assertThat(processor.waitFor()).as(Files.readString(generated.resolve("out.txt"))).isZero();
    compile(generated.resolve("sources"), classes, all);

    List<Path> prepared = new ArrayList<>(List.of(classes));
    prepared.addAll(classPath);
    Run run =
        Run.of(
            Path.of(System.getProperty("java.home")),
            List.of("-Dspring.aot.enabled=true"),
            "aot-" + version,
            prepared);
    assertThat(run.text("out.txt")).contains("Starting AOT-processed");
    BootVersionsTest.assertCounts(run, "metrics.txt");
    assertThat(run.warnings()).noneMatch(line -> line.contains("upstream"));
  }

  @Test
  void lazily_initialized_all_counts() throws Exception {
    Run run =
        Run.of(
            "lazy",
            classPath("4.1.1"),
            "spring.main.lazy-initialization=true",
            "spring.main.allow-circular-references=false");
    BootVersionsTest.assertCounts(run, "metrics.txt");
  }

  @Test
  void on_virtual_threads_all_counts() throws Exception {
    Process newest =
        new ProcessBuilder(System.getProperty("project.root") + "/.ci/newest-jdk").start();
    String home = new String(newest.getInputStream().readAllBytes(), UTF_8).strip();
    assumeTrue(newest.waitFor() == 0, "no JDK newer than 17");
    Run run =
        Run.of(
            Path.of(home),
            List.of(),
            "virtual",
            classPath("4.1.1"),
            "spring.threads.virtual.enabled=true");
    BootVersionsTest.assertCounts(run, "metrics.txt");
  }

  private static List<Path> classPath(String version) throws IOException {
    List<Path> classPath = new ArrayList<>(ClassPaths.ours());
    classPath.addAll(CLASS_PATHS.of("ways-" + version));
    return classPath;
  }

  private static String join(Path first, List<Path> others) {
    return Stream.concat(Stream.of(first), others.stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void compile(Path sources, Path classes, String classPath) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", classPath));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(failed).as("the generated sources compile").isZero();
  }
}
