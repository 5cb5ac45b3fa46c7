package io.upstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.testing.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts a logger finder on the class path, as slf4j-jdk-platform-logging and log4j-jpl do, and looks
 * for the library's messages there.
 */
class LogRoutingTest {

  @TempDir private Path directory;

  @Test
  void messages_go_to_the_logger_finder() throws Exception {
    Path services = Files.createDirectories(directory.resolve("META-INF").resolve("services"));
    Files.writeString(services.resolve("java.lang.System$LoggerFinder"), Finder.class.getName());

    Programs.Outcome outcome =
        Programs.run(
            Path.of("."),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            directory + File.pathSeparator + System.getProperty("java.class.path"),
            Program.class.getName());

    assertThat(outcome.code()).as(outcome.text()).isZero();
    assertThat(outcome.text().lines())
        .contains(
            "found io.upstream.metrics.Settings INFO PROMETHEUS_MULTIPROC_DIR is set and ignored:"
                + " one process has one recorder, which its threads share");
  }

  /** Needs a JVM of its own, because a JVM looks for a logger finder once. */
  static final class Program {

    private Program() {}

    public static void main(String[] none) {
      Settings settings = Settings.of(Map.of(), Map.of("PROMETHEUS_MULTIPROC_DIR", "/tmp"));
      UpstreamRecorder.builder().settings(settings).jvm(false).build().close();
    }
  }

  /** Public, because the service loader makes one. */
  public static final class Finder extends System.LoggerFinder {

    public Finder() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
      return new Printer(name);
    }
  }

  private record Printer(String name) implements System.Logger {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= Level.INFO.getSeverity();
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
      print(level, message);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... params) {
      print(level, params == null ? format : MessageFormat.format(format, params));
    }

    private void print(Level level, String message) {
      if (isLoggable(level)) {
        System.out.println("found " + name + " " + level + " " + message);
      }
    }
  }
}
