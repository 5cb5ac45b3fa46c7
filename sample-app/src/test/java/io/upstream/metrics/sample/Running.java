package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.sample.ledger.Ledger;
import io.upstream.metrics.sample.ledger.LedgerEvent;
import io.upstream.metrics.sample.traffic.Traffic;
import io.upstream.metrics.testing.PageText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The application, started in this JVM on a free port with its traffic in the test's hand. */
final class Running implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final TestClock clock = new TestClock();
  private final ConfigurableApplicationContext context;

  private Running(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--sample.traffic.enabled=false",
                "--sample.database=" + UUID.randomUUID()));
    all.addAll(List.of(arguments));
    context =
        new SpringApplicationBuilder(SampleApplication.class)
            .initializers(
                starting ->
                    ((GenericApplicationContext) starting)
                        .registerBean("clock", Clock.class, () -> clock))
            .run(all.toArray(String[]::new));
  }

  static Running start(String... arguments) {
    return new Running(arguments);
  }

  /** Steps of the traffic, each of which takes a second of the application's clock. */
  void steps(int steps) throws Exception {
    for (int i = 0; i < steps; i++) {
      context.getBean(Traffic.class).step();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  Map<LedgerEvent, Long> ledger() {
    return context.getBean(Ledger.class).read();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  PageText page() throws Exception {
    return page("/metrics");
  }

  PageText page(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return new PageText(answer.body());
  }

  @Override
  public void close() {
    context.close();
  }
}
