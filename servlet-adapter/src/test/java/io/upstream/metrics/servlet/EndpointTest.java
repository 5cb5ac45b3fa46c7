package io.upstream.metrics.servlet;

import static io.upstream.metrics.servlet.Http.get;
import static io.upstream.metrics.servlet.Http.header;
import static io.upstream.metrics.servlet.Http.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.Collector;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.testing.Await;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  private static final String LATENCY = "django_http_requests_latency_seconds_by_view_method";

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private Container container;

  @BeforeEach
  void start() throws Exception {
    mount(new MetricsServlet(recorder, MetricsAccess.loopback()));
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("acme"));
  }

  private void mount(MetricsServlet servlet) throws Exception {
    stop();
    container =
        TomcatContainer.MAKER.start(
            context ->
                MetricsMount.in(context)
                    .recorder(recorder)
                    .servlet(servlet)
                    .at("/metrics", "/api/v1/metrics"));
  }

  @AfterEach
  void stop() {
    if (container != null) {
      container.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/metrics/", "/api/v1/metrics", "/api/v1/metrics/"})
  void a_trailing_slash_makes_no_difference(String path) {
    HttpResponse<String> page = get(container, path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("upstream_alert_created_total{customer_id=\"acme\",")
        .contains("# TYPE django_http_requests_in_progress gauge\n");
  }

  @Test
  void headers_have_content_type_and_no_store() {
    HttpResponse<String> page = get(container, "/metrics");

    assertThat(type(page)).isEqualTo("text/plain;version=0.0.4;charset=utf-8");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Vary")).isEqualTo("Accept, Accept-Encoding");
  }

  /** Containers put blanks into it as they like. */
  private static String type(HttpResponse<?> response) {
    return header(response, "Content-Type").replace(" ", "");
  }

  @Test
  void sends_openmetrics_to_whom_prefers_it() {
    HttpResponse<String> page =
        get(container, "/metrics", "Accept", "application/openmetrics-text;version=1.0.0");

    assertThat(type(page)).isEqualTo("application/openmetrics-text;version=1.0.0;charset=utf-8");
    assertThat(page.body()).endsWith("# EOF\n");
  }

  @Test
  void sends_protobuf_to_whom_takes_nothing_else() {
    HttpResponse<byte[]> page =
        Http.bytes(container, "/metrics", "Accept", "application/vnd.google.protobuf");

    assertThat(header(page, "Content-Type")).startsWith("application/vnd.google.protobuf");
    assertThat(page.body())
        .contains(
            "django_http_requests_in_progress"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Test
  void sends_text_where_nothing_is_acceptable() {
    HttpResponse<String> page = get(container, "/metrics", "Accept", "application/json");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(type(page)).startsWith("text/plain;version=0.0.4");
  }

  @Test
  void zips_what_is_asked_for_zipped() {
    HttpResponse<byte[]> zipped = Http.bytes(container, "/metrics", "Accept-Encoding", "gzip");

    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    String page = Http.unzipped(zipped.body());
    assertThat(page).contains("upstream_alert_created_total{");
    assertThat(zipped.body().length).isLessThan(page.length() / 4);
  }

  @Test
  void answers_head_like_get_without_a_body() {
    HttpResponse<String> page = send(container, "HEAD", "/metrics");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(type(page)).startsWith("text/plain;version=0.0.4");
    assertThat(page.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FOOBAR"})
  void takes_no_other_method(String method) {
    HttpResponse<String> refusal = send(container, method, "/metrics");

    assertThat(refusal.statusCode()).isEqualTo(405);
    assertThat(header(refusal, "Allow")).isEqualTo("GET, HEAD");
    assertThat(header(refusal, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void only_the_named_families_are_written() {
    HttpResponse<String> page =
        get(
            container,
            "/metrics?name%5B%5D=upstream_alert_created_total&name[]=no_such"
                .replace("[]", "%5B%5D"));

    assertThat(page.body().lines().filter(line -> line.startsWith("# TYPE")))
        .containsExactly("# TYPE upstream_alert_created_total counter");
    assertThat(get(container, "/metrics?name%5B%5D=no_such").body()).isEmpty();
    assertThat(get(container, "/metrics?name%5B%5D=" + LATENCY + "_bucket").body())
        .contains("# TYPE " + LATENCY + " histogram\n");
  }

  @ParameterizedTest
  @CsvSource({"?name%5B%5D=%25zz, 200", "?%zz, 400"})
  void refuses_a_query_that_is_not_well_formed(String query, int status) throws Exception {
    // By hand: no client sends such a thing.
    String answer =
        Raw.exchange(container, "GET /metrics" + query + " HTTP/1.0\r\nHost: localhost\r\n\r\n");

    assertThat(answer).contains(" " + status + " ");
  }

  @Test
  void refuses_more_than_1024_parameters() {
    HttpResponse<String> refusal = get(container, "/metrics?" + "a&".repeat(1024) + "a");

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.body()).isEqualTo("The query has more than 1024 parameters.\n");
  }

  @Test
  void a_refusal_names_the_setting_and_counts() {
    HttpResponse<String> refusal = get(container, "/metrics", "X-Forwarded-For", "127.0.0.1");

    assertThat(refusal.statusCode()).isEqualTo(403);
    assertThat(refusal.body())
        .contains("METRICS_ALLOWED_IPS", "METRICS_AUTH_TOKEN", "METRICS_ACCESS=open")
        .hasLineCount(1);
    assertThat(get(container, "/metrics").body())
        .contains("upstream_metrics_access_refused_total{reason=\"address\"} 1.0\n");
  }

  @Test
  void asks_for_a_token_where_one_could_help() throws Exception {
    mount(
        new MetricsServlet(recorder, MetricsAccess.builder().token("s3cret-of-16-chars").build()));

    HttpResponse<String> refusal = get(container, "/metrics");
    assertThat(refusal.statusCode()).isEqualTo(401);
    assertThat(header(refusal, "WWW-Authenticate")).isEqualTo("Bearer realm=\"metrics\"");
    assertThat(refusal.body()).contains("METRICS_AUTH_TOKEN");
    assertThat(
            get(container, "/metrics", "Authorization", "Bearer s3cret-of-16-chars").statusCode())
        .isEqualTo(200);
    assertThat(Sampled.page(recorder))
        .contains("upstream_metrics_access_refused_total{reason=\"token\"} 1.0\n");
  }

  @Test
  void is_not_found_where_metrics_are_switched_off() throws Exception {
    try (UpstreamRecorder off =
        UpstreamRecorder.builder().setting("METRICS_ENABLED", "no").build()) {
      mount(new MetricsServlet(off, MetricsAccess.loopback()));

      assertThat(get(container, "/metrics").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void requests_of_an_address_are_rate_limited() throws Exception {
    AtomicLong clock = new AtomicLong();
    mount(limited(2, clock::get));

    assertThat(get(container, "/metrics").statusCode()).isEqualTo(200);
    assertThat(get(container, "/metrics").statusCode()).isEqualTo(200);
    HttpResponse<String> busy = get(container, "/metrics");
    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(header(busy, "Retry-After")).isEqualTo("60");
    clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
    assertThat(get(container, "/metrics").body())
        .contains("upstream_metrics_access_refused_total{reason=\"busy\"} 1.0\n");
  }

  private MetricsServlet limited(int perMinute, LongSupplier clock) {
    return new MetricsServlet(
        () -> recorder, MetricsAccess.loopback(), 2, Duration.ofSeconds(5), perMinute, clock);
  }

  @Test
  void sends_away_whom_it_cannot_serve_in_time() throws Exception {
    mount(new MetricsServlet(recorder, MetricsAccess.loopback()).atOnce(1, Duration.ZERO));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Collector slow =
        () -> {
          inside.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new IllegalStateException("on purpose");
        };
    recorder.registry().register(slow);
    CompletableFuture<Integer> first = scrape();
    inside.await();

    HttpResponse<String> second = get(container, "/metrics");

    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(header(second, "Retry-After")).isEqualTo("1");
    go.countDown();
    assertThat(first.join()).isEqualTo(200);
    assertThat(get(container, "/metrics").statusCode()).isEqualTo(200);
  }

  private CompletableFuture<Integer> scrape() {
    return Http.CLIENT
        .sendAsync(Http.request(container, "GET", "/metrics"), BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  @Test
  void a_throwing_collector_affects_itself_only() {
    Collector bad =
        () -> {
          throw new IllegalStateException("secret detail");
        };
    recorder.registry().register(bad);

    HttpResponse<String> page = get(container, "/metrics");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("upstream_alert_created_total{")
        .doesNotContain("secret detail", "Exception");
    assertThat(get(container, "/metrics").body())
        .containsPattern(Pattern.compile("upstream_metrics_scrape_errors_total\\{[^}]*\\} [1-9]"));
  }

  @Test
  void an_internal_failure_shows_no_stack_trace() throws Exception {
    mount(
        new MetricsServlet(
            () -> {
              throw new IllegalStateException("secret detail");
            },
            MetricsAccess.loopback(),
            2,
            Duration.ZERO,
            0,
            System::nanoTime));

    HttpResponse<String> answer = get(container, "/metrics");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("The page could not be written.\n");
  }

  @Test
  void scrapes_and_probes_are_not_counted_as_requests() {
    get(container, "/metrics");
    get(container, "/metrics/health");
    get(container, "/nobody/here");

    String page = get(container, "/metrics").body();

    assertThat(page).contains("django_http_requests_total_by_method_total{method=\"GET\"} 1.0\n");
    assertThat(page).contains("django_http_requests_in_progress 0.0\n");
  }

  @Test
  void bytes_of_left_out_requests_do_not_count() throws Exception {
    get(container, "/metrics");
    get(container, "/metrics", "Accept-Encoding", "gzip");
    get(container, "/metrics/health");

    Await.until("all have ended", () -> !Sampled.of(recorder).inProgress());

    assertThat(get(container, "/metrics").body())
        .contains("django_http_responses_body_total_bytes 0.0\n")
        .contains("django_http_requests_body_total_bytes 0.0\n");
  }

  @Test
  void scrapes_are_counted_where_that_is_wanted() throws Exception {
    stop();
    container =
        TomcatContainer.MAKER.start(
            context ->
                MetricsMount.in(context)
                    .recorder(recorder)
                    .access(MetricsAccess.loopback())
                    .filter(new MetricsFilter(recorder).countingScrapes())
                    .at("/metrics"));

    get(container, "/metrics");
    Await.until("the scrape is counted", () -> Sampled.of(recorder).requests() == 1);

    assertThat(Sampled.page(recorder)).contains("view=\"/metrics\"");
  }
}
