package io.upstream.metrics.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /**
   * Runs the main method of a class in a JVM of its own, with the class path of this one, and
   * returns what it printed. What measures a heap runs so: other tests leave threads, caches and
   * references behind, which grow and shrink while it measures.
   *
   * @throws AssertionError if the program fails, with what it printed
   */
  public static String runMain(Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    return runMain(List.of(), program, arguments);
  }

  /** Runs the main method of a class as {@link #runMain(Class, String...)}, with JVM flags. */
  public static String runMain(List<String> flags, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Outcome outcome = run(Path.of("."), command);
    if (outcome.code() != 0) {
      throw new AssertionError(outcome.text());
    }
    return outcome.text();
  }

  /** Returns the bytes of the heap that are in use: the least after several collections. */
  public static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
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
