package io.upstream.metrics.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Redis for one test: Debian's program without files, on a free port of the loopback interface.
 */
public final class RedisServer implements AutoCloseable {

  private final Process process;
  private final int port;
  private final Path log;
  private final Thread atExit = new Thread(this::stop);

  private RedisServer(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts a server; skips the test if there is no Redis, or fails it in the full profile. */
  public static RedisServer start() throws IOException {
    Programs.need("redis-server");
    int port = Programs.freePort();
    Path log = Files.createTempFile("upstream-redis", ".log");
    Process process =
        Programs.start(
            log, "redis-server", "--bind", "127.0.0.1", "--port", "" + port, "--save", "");
    RedisServer server = new RedisServer(process, port, log);
    try {
      Await.until(
          "Redis accepts connections",
          () -> Files.readString(log).contains("Ready to accept connections"));
    } catch (AssertionError late) {
      server.close();
      throw late;
    }
    return server;
  }

  /** Returns the port on the loopback interface. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  private void stop() {
    try {
      Programs.end(process);
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
