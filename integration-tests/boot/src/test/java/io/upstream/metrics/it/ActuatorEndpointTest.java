package io.upstream.metrics.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.JobFamilies;
import io.upstream.metrics.catalog.JobFamilies.QueueLabels;
import io.upstream.metrics.it.app.ClaimsApplication;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QueueName;
import io.upstream.metrics.label.Severity;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks {@code /actuator/upstream} of one application. */
class ActuatorEndpointTest {

  private static final String ENDPOINT = "/actuator/upstream";

  private static Running app;

  @BeforeAll
  static void start() {
    app =
        Running.start(
            ClaimsApplication.class,
            "management.endpoints.web.exposure.include=*",
            "upstream.metrics.endpoint.at-once=1",
            "upstream.metrics.endpoint.patience=0s",
            "upstream.metrics.endpoint.per-minute=2");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void it_negotiates_the_format() throws Exception {
    app.get("/claims/runs");
    var text = app.get(ENDPOINT);
    assertThat(text.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain;version=0.0.4");
    Numbers.assertProcess(new Samples(text.body()));
    var open =
        app.get(
            ENDPOINT,
            "Accept",
            "application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.1");
    assertThat(open.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/openmetrics-text;version=1.0.0");
    assertThat(open.body()).endsWith("# EOF\n");
    assertThat(app.get(ENDPOINT + "?name%5B%5D=process_open_fds").body())
        .contains("process_open_fds")
        .doesNotContain("django_");
  }

  @Test
  void new_series_show_zero_on_our_page_only() throws Exception {
    recorder().trackAlertCreated(Product.DRIFT_WATCH, Severity.LOW, new CustomerId("acme"));
    String created = "upstream_alert_created_total";
    String path = ENDPOINT + "?name%5B%5D=" + created;
    Samples first = new Samples(app.get(path, "X-Prometheus-Scrape-Timeout-Seconds", "10").body());
    Samples micrometers = app.page("/actuator/prometheus");
    assertThat(first.sum(created, "acme")).isZero();
    assertThat(new Samples(app.get(path).body()).sum(created, "acme")).isEqualTo(1);
    // An old client_java refuses the name, so the page has the family of another one.
    if (micrometers.has(created)) {
      assertThat(micrometers.sum(created, "acme")).isEqualTo(1);
    }
  }

  @Test
  void scrape_limits_do_not_hold_for_actuator() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (var watch =
        recorder()
            .gauge(JobFamilies.QUEUE_LENGTH)
            .watch(
                new QueueLabels(new QueueName("blocked")),
                () -> {
                  boolean first = inside.getCount() > 0;
                  inside.countDown();
                  if (first) {
                    await(go);
                  }
                  return 1;
                })) {
      CompletableFuture<Integer> page =
          Running.CLIENT
              .sendAsync(
                  HttpRequest.newBuilder(app.uri("/metrics")).build(), BodyHandlers.ofString(UTF_8))
              .thenApply(response -> response.statusCode());
      await(inside);
      assertThat(app.get("/metrics").statusCode()).as("at-once").isEqualTo(503);
      assertThat(app.get("/metrics").statusCode()).as("per-minute").isEqualTo(429);
      for (int i = 0; i < 3; i++) {
        assertThat(app.get(ENDPOINT).statusCode()).isEqualTo(200);
      }
      go.countDown();
      assertThat(page.join()).isEqualTo(200);
    } finally {
      go.countDown();
    }
  }

  @Test
  void a_handler_names_its_view_or_leaves_out() throws Exception {
    String responses = "django_http_responses_total_by_status_view_method_total";
    assertThat(app.get("/claims/left-out").statusCode()).isEqualTo(200);
    assertThat(app.get("/claims/routed").statusCode()).isEqualTo(200);
    Await.until(
        "the view is the handler's choice",
        () -> app.page(ENDPOINT).sum(responses, "view=\"/claims/{kind}\"") == 1);
    assertThat(app.page(ENDPOINT).sum(responses, "#routed")).isZero();
    assertThat(app.page(ENDPOINT).sum(responses, "#leftOut")).isZero();
  }

  @Test
  void requests_without_an_own_handler_are_unmatched() throws Exception {
    String responses = "django_http_responses_total_by_status_view_method_total";
    assertThat(app.send("OPTIONS", "/claims/runs").statusCode()).isEqualTo(200);
    assertThat(app.get("/webjars/nowhere.js").statusCode()).isEqualTo(404);
    Await.until(
        "both count",
        () -> {
          Samples page = app.page(ENDPOINT);
          return page.sum(responses, "OPTIONS", "status=\"200\"", "view=\"_UNMATCHED\"") == 1
              && page.sum(responses, "GET", "status=\"404\"", "view=\"_UNMATCHED\"") == 1;
        });
    assertThat(app.page(ENDPOINT).values().keySet())
        .filteredOn(series -> series.startsWith("django_http_"))
        .noneMatch(series -> series.contains("HttpOptionsHandler") || series.contains("/webjars"));
  }

  private static UpstreamRecorder recorder() {
    return app.context().getBean(UpstreamRecorder.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
