package io.upstream.metrics.servlet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs that a test needs: in the full profile they have to be there. */
final class Programs {

  private Programs() {}

  static void need(String program) {
    boolean there = false;
    for (String directory : System.getenv("PATH").split(":")) {
      there |= Files.isExecutable(Path.of(directory, program));
    }
    if (!there && Boolean.getBoolean("upstream.full")) {
      throw new AssertionError(program + " is not installed; .ci/run says how to");
    }
    assumeTrue(there, program + " is not installed");
  }

  /** What a program prints, both streams, until it ends. */
  static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return new String(
          process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
