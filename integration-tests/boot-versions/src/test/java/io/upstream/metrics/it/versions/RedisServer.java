package io.upstream.metrics.it.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** A Redis of this test alone, on a free port of loopback and with nothing on disk. */
record RedisServer(Process process, int port) implements AutoCloseable {

  static RedisServer start() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                ("redis-server --bind 127.0.0.1 --appendonly no --save  --port " + port)
                    .split(" ", -1))
            .redirectErrorStream(true)
            .start();
    BufferedReader says =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = says.readLine();
    while (line != null && !line.contains("Ready to accept connections")) {
      line = says.readLine();
    }
    assertThat(line).as("redis-server starts; .ci/run says how to install it").isNotNull();
    return new RedisServer(process, port);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
