package io.upstream.metrics.push;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A program of the distribution, for one test; in the full profile it has to be there. */
final class RealProgram implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final Process process;

  private RealProgram(Process process) {
    this.process = process;
  }

  static RealProgram start(Path log, String... command) throws IOException {
    boolean there = false;
    for (String directory : System.getenv("PATH").split(":")) {
      there |= Files.isExecutable(Path.of(directory, command[0]));
    }
    if (!there && Boolean.getBoolean("upstream.full")) {
      throw new AssertionError(command[0] + " is not installed; .ci/run says how to");
    }
    assumeTrue(there, command[0] + " is not installed");
    return new RealProgram(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What stands at a local address; empty while nobody answers. */
  static String get(int port, String path) {
    try {
      return CLIENT
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Whether something comes true within a minute. */
  static boolean within(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(50_000_000);
    }
    return true;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
