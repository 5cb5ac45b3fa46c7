package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts and stops the application, and reads its terminal. */
@Tag("full")
class ProcessTest {

  @TempDir private Path folder;

  @Test
  void it_prints_addresses_and_stops_cleanly_under_traffic() throws Exception {
    try (AppProcess app =
        AppProcess.start(folder, Programs.freePort(), "--sample.traffic.pace=1ms")) {
      app.awaitReady();
      String address = "http://localhost:" + app.port;
      assertThat(app.output())
          .contains(address + "/\n", address + "/metrics\n", address + "/console/\n");
      Await.until("traffic", () -> app.ledger().values().stream().anyMatch(n -> n > 1_000));

      app.process.destroy();

      assertThat(app.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(app.process.exitValue()).isEqualTo(143); // as asked to by SIGTERM
      assertThat(app.output()).doesNotContain(" ERROR ", "A step of the traffic failed");
    }
  }

  @Test
  void a_busy_port_names_its_setting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
        AppProcess app = AppProcess.start(folder, taken.getLocalPort())) {
      assertThat(app.process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(app.process.exitValue()).isEqualTo(1);
      assertThat(app.output())
          .contains(
              "Something listens on port " + taken.getLocalPort() + " already.", "server.port")
          .doesNotContain("\tat ");
    }
  }
}
