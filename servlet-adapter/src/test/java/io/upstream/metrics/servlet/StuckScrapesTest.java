package io.upstream.metrics.servlet;

import static io.upstream.metrics.servlet.Http.get;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.DriftType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.SeverityLevel;
import io.upstream.metrics.servlet.scrape.ScrapeGate;
import io.upstream.metrics.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that scrapes which never end block nothing. */
@Timeout(120)
class StuckScrapesTest {

  private static final int CUSTOMERS = 2_500;
  private static final int READERS = 4;

  private final UpstreamRecorder recorder =
      UpstreamRecorder.builder()
          .jvm(false)
          .budget(CustomerId.class, CUSTOMERS)
          .setting("METRICS_COLLECTOR_TIMEOUT_MS", "500")
          .build();
  private int events;

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void clients_that_stop_reading_on_tomcat() throws Exception {
    readersStop(TomcatContainer.MAKER);
    blockedReadersStop(TomcatContainer.MAKER);
  }

  @Test
  @Tag("full")
  void clients_that_stop_reading_on_jetty() throws Exception {
    readersStop(JettyContainer.MAKER);
    blockedReadersStop(JettyContainer.MAKER);
  }

  @Test
  @Tag("full")
  void clients_that_stop_reading_on_undertow() throws Exception {
    readersStop(UndertowContainer.MAKER);
    blockedReadersStop(UndertowContainer.MAKER);
  }

  /** Where the container sends pages, they hold memory and neither its threads nor our places. */
  private void readersStop(Container.Maker maker) throws Exception {
    record();
    MetricsServlet servlet =
        new MetricsServlet(recorder, MetricsAccess.loopback()).atOnce(1, Duration.ZERO);
    List<Socket> stopped = new ArrayList<>();
    try (Container container = start(maker, servlet, true)) {
      for (int i = 0; i < READERS; i++) {
        stopped.add(stopped(container)); // has its first byte, so the page is made and being sent
        assertThat(writing()).isZero();
      }
      record();
      assertThat(counted(get(container, "/metrics"))).isEqualTo(events);
      assertThat(servlet.memory().free()).isLessThan(MetricsServlet.MEMORY);
      for (Socket socket : stopped) {
        socket.close();
      }
      Await.until("their memory is free", () -> servlet.memory().free() == MetricsServlet.MEMORY);
    }
  }

  /** Where it does not, as many clients as there are places hold those. */
  private void blockedReadersStop(Container.Maker maker) throws Exception {
    record(); // some nine megabytes of page
    MetricsServlet servlet =
        new MetricsServlet(recorder, MetricsAccess.loopback()).atOnce(2, Duration.ofMillis(200));
    try (Container container = start(maker, servlet, false)) {
      try (Socket first = stopped(container)) {
        Await.until("one page is stuck", () -> writing() == 1);
        record();
        assertThat(first.isConnected()).isTrue();
        assertThat(counted(get(container, "/metrics"))).isEqualTo(events);
        try (Socket second = stopped(container)) {
          Await.until("two pages are stuck", () -> writing() == 2);
          record();
          HttpResponse<String> refused = get(container, "/metrics");
          assertThat(second.isConnected()).isTrue();
          assertThat(refused.statusCode()).isEqualTo(503);
          assertThat(Http.header(refused, "Retry-After")).isEqualTo("1");
        }
      }
      Await.until("the stuck pages have ended with their sockets", () -> writing() == 0);
      HttpResponse<String> page = get(container, "/metrics");
      assertThat(counted(page)).isEqualTo(events);
      assertThat(page.body())
          .contains("upstream_metrics_access_refused_total{reason=\"busy\"} 1.0");
    }
  }

  @Test
  void a_recorder_closes_while_a_page_is_unread() throws Exception {
    record();
    MetricsServlet servlet = new MetricsServlet(recorder, MetricsAccess.loopback());
    try (Container container = start(TomcatContainer.MAKER, servlet, false);
        Socket stuck = stopped(container)) {
      Await.until("the page is stuck", () -> writing() == 1);
      recorder.close();
      assertThat(stuck.isConnected()).isTrue();
      assertThat(recorder.registry().scrape().size()).isZero();
    }
  }

  @Test
  void a_hung_collector_takes_no_page_slot() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    GaugeWithCallback.builder()
        .name("hung_gauge")
        .help("H")
        .callback(
            callback -> {
              try {
                answer.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              callback.call(1);
            })
        .register(recorder.registry());
    MetricsServlet servlet =
        new MetricsServlet(recorder, MetricsAccess.loopback()).atOnce(2, Duration.ofMinutes(1));
    try (Container container = start(TomcatContainer.MAKER, servlet, true)) {
      IntStream.range(0, 2 + ScrapeGate.MOST_WAITING)
          .parallel()
          .forEach(
              i -> {
                HttpResponse<String> page = get(container, "/metrics");
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.body())
                    .contains("upstream_metrics_build_info", "{collector=\"hung_gauge\"} ")
                    .doesNotContain("# TYPE hung_gauge");
              });
      answer.countDown();
      Await.until("it answers", () -> get(container, "/metrics").body().contains("hung_gauge 1.0"));
    }
  }

  private static Container start(Container.Maker maker, MetricsServlet servlet, boolean async)
      throws Exception {
    return maker.start(
        context -> {
          var added = context.addServlet("metrics", servlet);
          added.setAsyncSupported(async);
          added.addMapping("/metrics");
        });
  }

  /** Each customer with each kind of event. */
  private void record() {
    for (int i = 0; i < CUSTOMERS; i++) {
      CustomerId customer = new CustomerId("customer-number-" + i);
      for (DriftType type : DriftType.values()) {
        for (SeverityLevel level : SeverityLevel.values()) {
          for (Product product : Product.values()) {
            recorder.trackDriftEvent(product, type, level, customer);
            events++;
          }
        }
      }
    }
  }

  private static int counted(HttpResponse<String> page) {
    assertThat(page.statusCode()).isEqualTo(200);
    return page.body()
        .lines()
        .filter(line -> line.startsWith("upstream_drift_event_detected_total{"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** A client that asks for the page, reads a byte of it and no more. */
  private static Socket stopped(Container container) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1024); // before it connects, or the window is larger
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), container.port()));
    socket
        .getOutputStream()
        .write("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
    assertThat(socket.getInputStream().read()).isEqualTo('H');
    return socket;
  }

  /** How many threads are in the middle of a page. */
  private static long writing() {
    return Thread.getAllStackTraces().values().stream()
        .filter(stack -> Arrays.stream(stack).anyMatch(StuckScrapesTest::isPage))
        .count();
  }

  private static boolean isPage(StackTraceElement call) {
    return call.getClassName().equals("io.upstream.metrics.page.PageBuffer")
        && call.getMethodName().equals("flush");
  }
}
