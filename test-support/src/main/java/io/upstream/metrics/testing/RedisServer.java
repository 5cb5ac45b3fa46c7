package io.upstream.metrics.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** A Redis for one test: Debian's program, which keeps nothing in files. */
public final class RedisServer extends LocalServer {

  private RedisServer(int port) throws IOException {
    super(
        Files.createTempDirectory("upstream-redis"),
        port,
        List.of("redis-server", "--bind", "127.0.0.1", "--port", "" + port, "--save", ""),
        "Ready to accept connections");
  }

  /** Starts a server; skips the test if there is no Redis, or fails it in the full profile. */
  public static RedisServer start() throws IOException {
    Programs.need("redis-server");
    return new RedisServer(Programs.freePort());
  }
}
