package io.upstream.metrics.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.snapshots.SnapshotStore;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jar alone, without a class path. */
@Tag("jar")
class RunnableJarTest {

  private static final Path JAR = Path.of(System.getProperty("commands.jar", "none"));
  private static final long LARGEST = 200_000;

  @TempDir private Path directory;

  private Run java(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(JAR.toString());
    command.addAll(List.of(words));
    File out = directory.resolve("out").toFile();
    File err = directory.resolve("err").toFile();
    Process process = new ProcessBuilder(command).redirectOutput(out).redirectError(err).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(
        process.exitValue(),
        Files.readString(out.toPath(), StandardCharsets.UTF_8),
        Files.readString(err.toPath(), StandardCharsets.UTF_8));
  }

  @Test
  void it_is_small() throws Exception {
    assertThat(Files.size(JAR)).isLessThan(LARGEST);
  }

  @Test
  void the_jar_exports_the_page() throws Exception {
    try (FakeServer application = FakeServer.page();
        FakeServer gateway = new FakeServer(200, "text/plain", "")) {
      assertThat(java("export-metrics", "--url", application.url()))
          .isEqualTo(new Run(0, FakeServer.PAGE, ""));
      Run pushed =
          java(
              "export-metrics",
              "--url",
              application.url(),
              "--pushgateway",
              gateway.address(),
              "--job",
              "j");
      assertThat(pushed.code()).as(pushed.err()).isZero();
      assertThat(gateway.asked()).hasSize(1);
    }
    assertThat(java("--help").code()).isZero();
    assertThat(java("nonsense").code()).isEqualTo(2);
  }

  @Test
  void it_cleans_up_with_a_driver_from_elsewhere() throws Exception {
    String url = "jdbc:h2:" + directory.resolve("snapshots");
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    new SnapshotStore(source).createTables();
    String driver =
        Path.of(JdbcDataSource.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    Run run = java("cleanup-metrics", "--db-url", url, "--driver", driver, "--days", "3");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("deleted 0 samples that were older than 3 days\n");
    Run none = java("cleanup-metrics", "--db-url", url);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("no JDBC driver for h2 is here");
  }
}
