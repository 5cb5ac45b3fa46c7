package io.upstream.metrics.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.upstream.metrics.page.PageFormat;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads a page that never ends. */
@Timeout(60)
class RemotePageTest {

  private static final byte[] LINE = "up_total 1.0\n".getBytes(UTF_8);

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/stuck",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          body.write(LINE);
          body.flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.createContext(
        "/long",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
              body.write(LINE);
            }
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void the_time_limit_is_for_the_whole_page() throws Exception {
    RemotePage page = new RemotePage(url("/stuck"), null, Duration.ofSeconds(1));

    assertThatThrownBy(() -> page.read(PageFormat.TEXT))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("did not answer within 1 s, see --timeout");
  }

  @Test
  void a_too_long_page_is_not_read_completely() throws Exception {
    Duration limit = Duration.ofSeconds(30);
    assertThatThrownBy(
            () ->
                new RemotePage(url("/long"), null, limit, 100L * LINE.length - 1)
                    .read(PageFormat.TEXT))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("it sends more than 1299 bytes");
    assertThat(new RemotePage(url("/long"), null, limit, 100L * LINE.length).read(PageFormat.TEXT))
        .hasSize(100 * LINE.length);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }
}
