package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.ChannelType;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.ErrorType;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.testing.Programs;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Serves a page of 10 MB to third-party and to misbehaving clients. */
@Tag("full")
class ProtocolTest {

  private static UpstreamRecorder recorder;
  private static List<Container> containers;

  @BeforeAll
  static void start() throws Exception {
    recorder = UpstreamRecorder.builder().jvm(false).budget(CustomerId.class, 40_000).build();
    ErrorType error = new ErrorType("TimeoutException");
    for (int i = 0; i < 25_000; i++) {
      CustomerId customer = new CustomerId("customer-" + i);
      for (Product product : List.of(Product.DRIFT_WATCH, Product.DELAY_GUARD)) {
        recorder.trackAlertFailed(product, ChannelType.EMAIL, error, customer);
        recorder.trackAlertDelivered(product, ChannelType.EMAIL, customer);
      }
    }
    containers =
        List.of(
            start(TomcatContainer.MAKER),
            start(JettyContainer.MAKER),
            start(UndertowContainer.MAKER));
  }

  private static Container start(Container.Maker maker) throws Exception {
    return maker.start(
        context ->
            MetricsMount.in(context)
                .recorder(recorder)
                .access(MetricsAccess.loopback())
                .at("/metrics"));
  }

  @AfterAll
  static void stop() {
    containers.forEach(Container::close);
    recorder.close();
  }

  static Stream<Container> containers() {
    return containers.stream();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("containers")
  void the_page_arrives_whole_zipped_and_plain(Container container) {
    HttpResponse<byte[]> plain = Http.bytes(container, "/metrics");
    HttpResponse<byte[]> zipped = Http.bytes(container, "/metrics", "Accept-Encoding", "gzip");

    assertThat(plain.body().length).isGreaterThan(10_000_000);
    assertThat(zipped.body().length).isLessThan(plain.body().length / 5);
    assertThat(Http.unzipped(zipped.body()).lines().count())
        .isEqualTo(new String(plain.body(), StandardCharsets.UTF_8).lines().count());
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("containers")
  void head_does_not_call_the_page_empty(Container container) {
    HttpResponse<String> head = Http.send(container, "HEAD", "/metrics");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(Http.header(head, "Content-Length")).isNotEqualTo("0");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("containers")
  void slow_and_dropped_clients_block_no_other(Container container) throws Exception {
    String request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Socket slow = Raw.connect(container)) {
      slow.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(slow.getInputStream().read()).isEqualTo('H');

      recorder.trackAlertDelivered(
          Product.DENIAL_SCOPE, ChannelType.EMAIL, new CustomerId("while-they-read"));
      assertThat(Http.get(container, "/metrics").body()).contains("while-they-read");
      try (Socket dropped = Raw.connect(container)) {
        dropped.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(dropped.getInputStream().readNBytes(100_000)).hasSize(100_000);
        dropped.setSoLinger(true, 0);
      }
      assertThat(Http.get(container, "/metrics").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("containers")
  void fifty_scrapes_at_once_are_all_answered(Container container) {
    List<CompletableFuture<HttpResponse<Void>>> answers =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    Http.CLIENT.sendAsync(
                        Http.request(container, "GET", "/metrics", "Accept-Encoding", "gzip"),
                        BodyHandlers.discarding()))
            .toList();

    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().statusCode()).isIn(200, 503));
    assertThat(answers).anyMatch(answer -> answer.join().statusCode() == 200);
    assertThat(Http.get(container, "/metrics").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("containers")
  void a_query_of_65_kilobytes_is_refused(Container container) throws Exception {
    String answer =
        Raw.exchange(
            container,
            "GET /metrics?name%5B%5D="
                + "a".repeat(65 * 1024)
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("# TYPE", "io.upstream");
    assertThat(Http.get(container, "/metrics").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("containers")
  void curl_gets_what_it_asks_for(Container container) throws Exception {
    Programs.need("curl");
    String page = container.uri("/metrics").toString();

    assertThat(curl(page + "?name%5B%5D=django_http_requests_in_progress"))
        .contains("django_http_requests_in_progress 0.0");
    assertThat(curl("--head", page)).contains("200", "text/plain");
    assertThat(curl("--request", "DELETE", "--include", page)).contains("405", "GET, HEAD");
    assertThat(curl("--compressed", page + "?name%5B%5D=no_such")).isEmpty();
    assertThat(
            curl(
                "--header",
                "Accept: text/plain;q=0.1,application/openmetrics-text",
                page + "?name%5B%5D=x"))
        .isEqualTo("# EOF\n");
    assertThat(curl("--header", "Accept: image/png", "--include", page)).contains("406");
    assertThat(curl("--header", "X-Forwarded-For: ::1", "--include", page)).contains("403");
    assertThat(curl("--fail", page.replace("metrics", "metrics/health"))).contains("UP");
  }

  private static String curl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("curl", "--silent", "--show-error", "--globoff"));
    command.addAll(List.of(arguments));
    return Programs.run(Path.of("."), command).text();
  }

  @Test
  void nothing_is_left_in_progress() {
    assertThat(Sampled.of(recorder).inProgress()).isFalse();
  }
}
