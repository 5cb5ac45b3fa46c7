package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process, run to its end. */
final class Program {

  /** The JDK that all of this runs on. */
  static final Path JDK = Path.of(System.getProperty("java.home"));

  // Starting is most of what they do.
  private static final List<String> BRIEFLY =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private Program() {}

  /** Returns what a Java program on this class path prints. */
  static String java(Path jdk, Path directory, List<Path> classPath, String mainClass)
      throws IOException, InterruptedException {
    return java(jdk, directory, List.of("-classpath", joined(classPath), mainClass));
  }

  static String java(Path jdk, Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.add("-Djava.io.tmpdir=" + directory);
    command.addAll(BRIEFLY);
    command.addAll(arguments);
    return run(directory, command);
  }

  /** The output of a program and its exit code. */
  record Outcome(int code, String text) {}

  static String run(Path directory, List<String> command) throws IOException, InterruptedException {
    Outcome outcome = attempt(directory, command);
    assertThat(outcome.code())
        .as("exit code of %s, which said: %s", command, outcome.text())
        .isZero();
    return outcome.text();
  }

  /** Runs a program that may fail. */
  static Outcome attempt(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("MAVEN_OPTS", String.join(" ", BRIEFLY));
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      assertThat(ended).as("%s ends; so far it said: %s", command, Files.readString(out)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(out));
  }

  static String joined(List<Path> paths) {
    return String.join(File.pathSeparator, paths.stream().map(Path::toString).toList());
  }
}
