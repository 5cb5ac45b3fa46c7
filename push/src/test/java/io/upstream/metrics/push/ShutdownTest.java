package io.upstream.metrics.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Checks that a program which ends without closing pushes its last numbers. */
class ShutdownTest {

  /** The program that runs in a JVM of its own. */
  static final class Program {
    public static void main(String[] address) {
      UpstreamRecorder recorder = Recorders.quiet();
      MetricsPush push =
          MetricsPush.toPushgateway(recorder, address[0]).every(Duration.ofHours(1)).build();
      recorder.trackAlertCreated(Product.DELAY_GUARD, Severity.LOW, new CustomerId("last"));
      System.exit(push == null ? 1 : 7);
    }
  }

  @Test
  void the_last_state_is_pushed_at_shutdown() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      Process program =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-classpath",
                  System.getProperty("java.class.path"),
                  Program.class.getName(),
                  gateway.address())
              .inheritIO()
              .start();
      try {
        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      } finally {
        program.destroyForcibly();
      }
      assertThat(program.exitValue()).isEqualTo(7);
      assertThat(gateway.asked()).hasSize(1);
      assertThat(gateway.asked().get(0).text()).contains("customer_id=\"last\"");
    }
  }
}
