package io.upstream.metrics.it.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.it.versions.app.ReportingApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One application that was started in a process of its own and ran to its end. */
final class Run {

  private final Path report;

  private Run(Path report) {
    this.report = report;
  }

  static Run of(String name, List<Path> classPath, String... properties)
      throws IOException, InterruptedException {
    return of(Path.of(System.getProperty("java.home")), List.of(), name, classPath, properties);
  }

  static Run of(
      Path javaHome, List<String> options, String name, List<Path> classPath, String... properties)
      throws IOException, InterruptedException {
    Path report = Files.createDirectories(Path.of("target/runs", name)).toAbsolutePath();
    try (var before = Files.list(report)) {
      for (Path each : before.toList()) {
        Files.delete(each);
      }
    }
    List<Path> all = new ArrayList<>();
    all.add(Path.of("target/test-classes").toAbsolutePath());
    all.addAll(classPath);
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(options);
    command.add("-Dspring.devtools.restart.enabled=false");
    // To start sooner: one compiler, one collector, no verification of classes.
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-cp"));
    command.add(all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(ReportingApplication.class.getName());
    command.add(report.toString());
    command.add("--server.port=0");
    command.add("--server.address=127.0.0.1");
    command.add("--spring.jpa.hibernate.ddl-auto=create-drop");
    command.add("--spring.jpa.open-in-view=false");
    command.add("--management.endpoints.web.exposure.include=*");
    for (String property : properties) {
      command.add("--" + property);
    }
    Path out = report.resolve("out.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("%s ends", name).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as("%s, which said: %s", name, Files.readString(out)).isZero();
    return new Run(report);
  }

  Set<String> lines(String file) throws IOException {
    return new TreeSet<>(Files.readAllLines(report.resolve(file)));
  }

  boolean has(String file) {
    return Files.exists(report.resolve(file));
  }

  String text(String file) throws IOException {
    return Files.readString(report.resolve(file));
  }

  /** Returns the warnings and errors of the log, without times and numbers. */
  Set<String> warnings() throws IOException {
    return lines("out.txt").stream()
        .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
        .map(line -> line.replaceFirst("^\\S+\\s+(WARN|ERROR) \\d+ --- \\[[^]]*\\] ", "$1 "))
        .map(line -> line.replaceFirst("\\[127\\.0\\.0\\.1\\]:\\d+", "[127.0.0.1]"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the value of a sample; 0 if there is none. */
  double sample(String page, String start) throws IOException {
    return lines(page).stream()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
