package io.upstream.metrics.sample;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Other programs: whether they are there, and waiting for them. */
final class Programs {

  private Programs() {}

  /** Skips the test where a program is missing; in the full run that is a failure. */
  static void need(Path program) {
    boolean there = Files.isExecutable(program);
    if (!there && Boolean.getBoolean("upstream.full")) {
      throw new AssertionError(program + " is not installed; .ci/run says how to");
    }
    assumeTrue(there, program + " is not installed");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Asks again and again, and fails after two minutes. */
  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within two minutes: " + what);
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
