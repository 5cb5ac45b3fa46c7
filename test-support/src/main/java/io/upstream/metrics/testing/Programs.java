package io.upstream.metrics.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that a test starts. */
public final class Programs {

  private Programs() {}

  /**
   * The end of a program.
   *
   * @param code its exit code
   * @param text both of its streams
   */
  public record Outcome(int code, String text) {}

  /** Skips the test if a program is not on the PATH; fails it in the full profile. */
  public static void need(String program) {
    need(
        program,
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))));
  }

  /** Skips the test if a program is not there; fails it in the full profile. */
  public static void need(Path program) {
    need(program.toString(), Files.isExecutable(program));
  }

  private static void need(String program, boolean there) {
    if (!there && Boolean.getBoolean("upstream.full")) {
      throw new AssertionError(program + " is not installed; .ci/run says how to");
    }
    assumeTrue(there, program + " is not installed");
  }

  /** Runs a program to its end. */
  public static Outcome run(Path directory, String... command)
      throws IOException, InterruptedException {
    return run(directory, List.of(command));
  }

  /** Runs a program to its end. */
  public static Outcome run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }

  /** Starts a program that goes on, with both of its streams in a file. */
  public static Process start(Path log, String... command) throws IOException {
    return start(log, List.of(command));
  }

  /** Starts a program that goes on, with both of its streams in a file. */
  public static Process start(Path log, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Stops a process, by force if it does not end by itself. */
  public static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Returns a port of the loopback interface that is free now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
