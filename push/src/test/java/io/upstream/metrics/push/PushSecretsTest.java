package io.upstream.metrics.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.LogListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a push reveals no secret, and what a hostile receiver can do. */
class PushSecretsTest {

  private static final String SECRET = "s3cret";

  private final UpstreamRecorder recorder = Recorders.quiet();

  @AfterEach
  void close() {
    recorder.close();
  }

  private PushgatewayBuilder to(String address) {
    return MetricsPush.toPushgateway(recorder, address).retry(0, Duration.ofMillis(1));
  }

  @Test
  void a_token_that_fits_no_header_is_refused() {
    List<Runnable> slips =
        List.of(
            () -> to("gateway:9091").bearerToken(SECRET + "\nsecond"),
            () -> MetricsPush.toOtlp(recorder, "http://c:1").header("x-api-key", SECRET + "\u00e9"),
            () -> new Gateway("g:1", "j", Map.of(), "Basic " + SECRET + "\u0000x", Duration.ZERO));
    for (Runnable slip : slips) {
      assertThatThrownBy(slip::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected printable ASCII")
          .hasMessageNotContaining(SECRET)
          .hasNoCause();
    }
  }

  @Test
  void the_line_end_of_token_files_is_dropped() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      assertThat(to(gateway.address()).bearerToken(SECRET + "\n").build().push()).isTrue();
      assertThat(gateway.asked().get(0).authorization()).isEqualTo("Bearer " + SECRET);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:s3cret@gateway:9091",
        "user:s3cret@gateway:9091",
        "http://user:s3cret/x@gateway",
        "https://s3cret@gateway/a b",
        "ftp://user:s3cret@gateway"
      })
  void a_password_in_an_address_is_refused(String address) {
    assertThatThrownBy(() -> to(address).build())
        .hasMessageContaining("no name and password in it")
        .hasMessageContaining("@gateway")
        .hasMessageNotContaining(SECRET)
        .hasNoCause();
    assertThatThrownBy(() -> MetricsPush.toOtlp(recorder, address))
        .hasMessageContaining("no name and password in it")
        .hasMessageNotContaining(SECRET)
        .hasNoCause();
  }

  @Test
  void redirects_are_not_followed() throws Exception {
    try (FakeGateway elsewhere = new FakeGateway();
        FakeGateway gateway = FakeGateway.sendingTo(elsewhere, 307);
        MetricsPush otlp =
            MetricsPush.toOtlp(recorder, "http://" + gateway.address() + "/v1/metrics")
                .header("x-api-key", SECRET)
                .build()) {
      assertThat(to(gateway.address()).bearerToken(SECRET).build().push()).isFalse();
      assertThat(otlp.push()).isFalse();

      assertThat(gateway.asked()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  @Test
  void an_answer_is_one_short_log_line() throws Exception {
    List<LogRecord> logged = new ArrayList<>();
    String answer = "no\r\nWARNING: forged \u001b[2J\u2028" + "x".repeat(100_000);
    try (LogListener listener = LogListener.on(MetricsPush.class.getName(), logged::add);
        Lines gateway = new Lines("HTTP/1.1 400 Bad\r\nContent-Length: 1000000\r\n\r\n" + answer)) {
      assertThat(to(gateway.address()).bearerToken(SECRET).build().push()).isFalse();
    }

    assertThat(logged).hasSize(1);
    assertThat(logged.get(0).getMessage())
        .contains("answered 400: no WARNING: forged [2J xxx")
        .doesNotContain(SECRET)
        .hasSizeLessThan(500)
        .matches("[\\x20-\\x7e]*");
  }

  @Test
  void an_endless_answer_of_a_gateway_times_out() throws Exception {
    try (Lines gateway = new Lines("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly so much")) {
      MetricsPush push = to(gateway.address()).timeout(Duration.ofMillis(200)).build();
      assertThat(push.push()).isFalse();
    }
  }

  /** Answers the first request with these bytes, and then says nothing more and hangs up never. */
  private static final class Lines implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();
    private final Thread thread;

    Lines(String bytes) throws IOException {
      thread = new Thread(() -> answer(bytes), "lines");
      thread.start();
    }

    private void answer(String bytes) {
      try {
        Socket socket = server.accept();
        synchronized (open) {
          open.add(socket);
        }
        int last = 0;
        while (!(last == '\n' && socket.getInputStream().available() == 0) && last >= 0) {
          last = socket.getInputStream().read();
        }
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // The other side has heard enough.
      }
    }

    String address() {
      return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws Exception {
      server.close();
      synchronized (open) {
        for (Socket socket : open) {
          socket.close();
        }
      }
      thread.join();
    }
  }
}
