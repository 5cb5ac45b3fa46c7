package io.upstream.metrics.servlet;

import static io.upstream.metrics.servlet.Http.get;
import static io.upstream.metrics.servlet.Http.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthServletTest {

  private static final AtomicBoolean WELL = new AtomicBoolean();
  private static Container container;

  @BeforeAll
  static void start() throws Exception {
    AtomicLong clock = new AtomicLong();
    Health health =
        Health.builder()
            .needs(
                "data\"base",
                () -> {
                  if (!WELL.get()) {
                    throw new IllegalStateException("secret detail");
                  }
                })
            .build(() -> clock.addAndGet(2_000_000_000L)); // no outcome is ever fresh
    container =
        TomcatContainer.MAKER.start(
            context ->
                MetricsMount.in(context)
                    .access(MetricsAccess.loopback())
                    .health(health)
                    .at("/metrics", "/api/v1/metrics"));
  }

  @AfterAll
  static void stop() {
    container.close();
  }

  @BeforeEach
  void well() {
    WELL.set(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics/health", "/metrics/health/"})
  void health_shows_its_checks_to_who_may_read(String path) {
    HttpResponse<String> answer = get(container, path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    assertThat(answer.body())
        .matches(
            "\\{\"status\":\"UP\",\"checks\":\\{\"data\\\\\"base\":\\{\"status\":\"UP\",\"time_ms\":\\d+\\}\\}\\}\n");
  }

  @Test
  void unauthorized_clients_get_the_state_only() {
    HttpResponse<String> answer = get(container, "/metrics/health", "X-Forwarded-For", "192.0.2.1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics/health", "/metrics/readiness", "/metrics/readiness/"})
  void is_503_when_something_needed_is_down(String path) {
    WELL.set(false);

    HttpResponse<String> answer = get(container, path);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .startsWith("{\"status\":\"DOWN\"")
        .contains("\"error\":\"IllegalStateException\"")
        .doesNotContain("secret detail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics/liveness", "/metrics/liveness/"})
  void is_alive_whatever_is_down(String path) {
    WELL.set(false);

    HttpResponse<String> answer = get(container, path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/metrics/health", "/api/v1/metrics/health/"})
  void the_platform_s_gate_gets_a_plain_ok(String path) {
    WELL.set(false);

    HttpResponse<String> answer = get(container, path, "X-Forwarded-For", "192.0.2.1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).startsWith("text/plain");
    assertThat(answer.body()).isEqualTo("OK");
  }

  @Test
  void only_get_and_head_are_allowed() {
    assertThat(Http.send(container, "POST", "/metrics/health").statusCode()).isEqualTo(405);
    HttpResponse<String> head = Http.send(container, "HEAD", "/metrics/health");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }
}
