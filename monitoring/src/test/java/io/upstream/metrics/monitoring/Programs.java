package io.upstream.metrics.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs that a test needs: in the full profile they have to be there. */
final class Programs {

  private Programs() {}

  static void need(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    if (!there && Boolean.getBoolean("upstream.full")) {
      throw new AssertionError(program + " is not installed; .ci/run says how to");
    }
    assumeTrue(there, program + " is not installed");
  }

  /**
   * How a program ended.
   *
   * @param code its exit code
   * @param text both its streams
   */
  record Outcome(int code, String text) {}

  static Outcome run(Path directory, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }
}
