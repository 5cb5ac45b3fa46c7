package io.upstream.metrics.spring.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A Redis of this test alone: Debian's program, nothing on disk, a free port of the loopback. */
final class RedisServer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/redis-server");

  private final Process process;
  private final int port;
  private final Thread atExit = new Thread(this::stop);

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Skips the test, or fails it in the full run, where the program is not there. */
  static RedisServer start() throws IOException {
    if (!Files.isExecutable(PROGRAM)) {
      assertThat(Boolean.getBoolean("upstream.full"))
          .as("redis-server is not installed; .ci/run says how to")
          .isFalse();
      return abort("redis-server is not installed");
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                "" + port,
                "--save",
                "",
                "--appendonly",
                "no")
            .redirectErrorStream(true)
            .start();
    RedisServer server = new RedisServer(process, port);
    server.awaitReady();
    return server;
  }

  int port() {
    return port;
  }

  private void awaitReady() throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.contains("Ready to accept connections")) {
        return; // it says a few lines more at most, which fit the pipe
      }
    }
    throw new IllegalStateException("Redis did not start:\n" + said);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  private void stop() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
