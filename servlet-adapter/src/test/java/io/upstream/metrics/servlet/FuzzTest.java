package io.upstream.metrics.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.testing.LogListener;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nonsense at the socket. With one seed a short run sends the beginning of what a long one sends.
 */
class FuzzTest {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "BREW", "", "gEt", "OPTIONS");
  private static final List<String> PATHS =
      List.of(
          "/metrics",
          "/metrics/",
          "/metrics/health",
          "/api/v1/metrics",
          "/ok",
          "/upload",
          "/claims/7",
          "/",
          "*",
          "http://x/metrics",
          "/%2e%2e/metrics",
          "/metrics;a=b",
          "/async/complete",
          "/throws");
  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "Accept-Encoding",
          "Authorization",
          "X-Metrics-Token",
          "X-Forwarded-For",
          "Forwarded",
          "Content-Length",
          "Transfer-Encoding",
          "Content-Type",
          "Host",
          "Expect",
          "Connection",
          "Range",
          "Cookie",
          "Upgrade");
  private static final List<String> VALUES =
      List.of(
          "",
          "text/plain;q=",
          "*/*;q=0.5,,;;=\"",
          "gzip;q=1.0000",
          "Bearer ",
          "Bearer \u0000",
          "::ffff:127.0.0.1%",
          "[::1]:80, unknown",
          "for=\"[::1]\"",
          "-1",
          "99999999999999999999",
          "chunked",
          "gzip, chunked",
          "application/x-www-form-urlencoded; charset=nonsense",
          "100-continue",
          "\"\\",
          "bytes=0-,1-",
          "\u00e9\u00ff");

  private final Random random = new Random(20250101);

  @Tag("full")
  @Test
  void nonsense_causes_no_exception_series_or_log() throws Exception {
    send(5_000);
  }

  @Tag("long")
  @Test
  void much_nonsense_causes_no_exception_series_or_log() throws Exception {
    send(200_000);
  }

  private void send(int connections) throws Exception {
    Queue<LogRecord> logged = new ConcurrentLinkedQueue<>();
    UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
    MetricsFilter filter = new MetricsFilter(recorder, CaseApp.ROUTES);
    try (LogListener listener = LogListener.on("io.upstream.metrics", logged::add);
        CaseApp app = new CaseApp(filter);
        Container container =
            TomcatContainer.MAKER.start(
                context -> {
                  app.accept(context);
                  context
                      .addServlet(
                          "page",
                          new MetricsServlet(
                              recorder,
                              MetricsAccess.builder()
                                  .token("t".repeat(16))
                                  .allow("10.0.0.0/8")
                                  .trustedProxies("127.0.0.1")
                                  .build()))
                      .addMapping("/metrics", "/metrics/", "/api/v1/metrics");
                  context
                      .addServlet(
                          "health", new HealthServlet(Health.none(), MetricsAccess.loopback()))
                      .addMapping("/metrics/health");
                })) {
      for (int sent = 0; sent < connections; sent++) {
        send(container);
      }
      assertThat(Http.get(container, "/metrics", "X-Metrics-Token", "t".repeat(16)).statusCode())
          .isEqualTo(200);
    }
    String page = Sampled.page(recorder);
    System.out.printf(
        "fuzz: %,d connections, %,d requests counted%n",
        connections, Sampled.of(recorder).requests());
    assertThat(Sampled.of(recorder).requests()).isGreaterThan(connections / 50);
    assertThat(Sampled.of(recorder).inProgress()).isFalse();
    assertThat(
            page.lines()
                .map(line -> line.replaceAll(".*view=\"([^\"]*)\".*", "$1"))
                .filter(view -> !view.startsWith("#") && view.length() < 40)
                .filter(view -> view.startsWith("/") || view.startsWith("_"))
                .distinct())
        .isSubsetOf(
            "/ok", "/upload", "/claims/{id}", "/", "/async/complete", "/throws", "_UNMATCHED");
    assertThat(logged).hasSizeLessThan(5);
  }

  private void send(Container container) throws IOException {
    try (Socket socket = Raw.connect(container)) {
      socket.setSoTimeout(20);
      for (int i = random.nextInt(3); i >= 0; i--) {
        socket.getOutputStream().write(request().getBytes(ISO_8859_1));
      }
      if (random.nextBoolean()) {
        socket.shutdownOutput();
      }
      byte[] answer = socket.getInputStream().readNBytes(1 << 20);
      String text = new String(answer, ISO_8859_1);
      // Of our own servlets nothing may fail; /throws does so on purpose.
      assertThat(text)
          .doesNotContain(
              "The page could not be written", "servlet.MetricsServlet", "servlet.HealthServlet");
    } catch (SocketTimeoutException e) {
      // It waits for the rest of what we called a request.
    } catch (IOException e) {
      // It closed on us, and well it may.
    }
  }

  private String request() {
    StringBuilder request = new StringBuilder();
    request.append(one(METHODS)).append(' ').append(one(PATHS));
    if (random.nextBoolean()) {
      request.append('?').append(query());
    }
    request.append(random.nextInt(10) == 0 ? garbage(8) : " HTTP/1.1").append("\r\n");
    request.append(random.nextInt(10) == 0 ? "" : "Host: localhost\r\n");
    for (int i = random.nextInt(6); i > 0; i--) {
      request.append(one(HEADERS)).append(": ");
      request.append(random.nextBoolean() ? one(VALUES) : garbage(60)).append("\r\n");
    }
    request.append(random.nextInt(10) == 0 ? "" : "\r\n").append(garbage(200));
    return request.toString();
  }

  private String query() {
    return switch (random.nextInt(4)) {
      case 0 -> "name[]=" + garbage(50);
      case 1 -> "name%5B%5D=%" + Integer.toHexString(random.nextInt(300));
      case 2 -> "a&".repeat(random.nextInt(3000));
      default -> "name[]=" + "a".repeat(random.nextInt(70_000));
    };
  }

  private String garbage(int length) {
    byte[] bytes = new byte[random.nextInt(length)];
    random.nextBytes(bytes);
    return new String(bytes, ISO_8859_1);
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
