package io.upstream.metrics.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.WaitingCode;
import java.time.Duration;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application's own code that waits for a thread which pushes. */
class PushHostileCodeTest {

  private final UpstreamRecorder recorder = Recorders.quiet();

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void a_log_handler_may_wait_for_another_push() throws Exception {
    Logger logger = Logger.getLogger("io.upstream.metrics");
    try (FakeGateway gateway = new FakeGateway(500, 500, 200);
        MetricsPush push =
            MetricsPush.toPushgateway(recorder, gateway.address())
                .retry(0, Duration.ofMillis(1))
                .build()) {
      WaitingCode waiting = new WaitingCode(push::push);
      Handler handler = waiting.logHandler();
      logger.addHandler(handler);
      try {
        assertThat(push.push()).isFalse();
        push.delete();
        assertThat(push.push()).isTrue();
      } finally {
        logger.removeHandler(handler);
      }
      assertThat(waiting.failures()).isEmpty();
      assertThat(waiting.waits()).isPositive();
    }
  }
}
