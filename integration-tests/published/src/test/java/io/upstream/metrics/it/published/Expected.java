package io.upstream.metrics.it.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that is committed, and looked at by somebody when it changes. */
final class Expected {

  private static final Path COMMITTED = Path.of("src/test/resources");
  private static final Path ACTUAL = Path.of("target/actual");

  private Expected() {}

  /** Our own version is left out of it: it changes without anybody having to look. */
  static void is(String name, String text) throws IOException {
    String actual = text.replace(System.getProperty("upstream.version"), "OURS");
    Path file = ACTUAL.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, actual);
    Path committed = COMMITTED.resolve(name);
    assertThat(actual)
        .as("to accept it: cd integration-tests/published && cp %s %s", file, committed)
        .isEqualTo(Files.exists(committed) ? Files.readString(committed) : "");
  }
}
