package io.upstream.metrics.console;

import static io.upstream.metrics.servlet.Http.get;
import static io.upstream.metrics.servlet.Http.header;
import static io.upstream.metrics.servlet.Http.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.core.metrics.Info;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.QualityMetric;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.servlet.Container;
import io.upstream.metrics.servlet.JettyContainer;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.MetricsMount;
import io.upstream.metrics.servlet.Sampled;
import io.upstream.metrics.servlet.TomcatContainer;
import io.upstream.metrics.servlet.UndertowContainer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleServletTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCS = "https://github.com/upstream/upstream-metrics/blob/main/docs/";
  private static final ChartHistory HISTORY =
      ChartHistory.every(Duration.ofMillis(100)).sum("upstream_alert_created_total", "product");

  private final UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private Container container;

  @BeforeEach
  void start() throws Exception {
    mount(TomcatContainer.MAKER, MetricsAccess.loopback());
    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("acme"));
  }

  private void mount(Container.Maker maker, MetricsAccess access) throws Exception {
    stop();
    container =
        maker.start(
            context -> {
              MetricsMount.in(context).recorder(recorder).at("/metrics");
              context
                  .addServlet("console", new ConsoleServlet(recorder, access, HISTORY))
                  .addMapping("/console/*");
            });
  }

  @AfterEach
  void stop() {
    if (container != null) {
      container.close();
    }
  }

  @Test
  void its_page_loads_only_its_own_files() {
    HttpResponse<String> page = get(container, "/console/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type").replace(" ", "")).isEqualTo("text/html;charset=utf-8");
    List<String> parts =
        Pattern.compile("(?:src|href)=\"([^#\"][^\"]*)\"")
            .matcher(page.body())
            .results()
            .map(match -> match.group(1))
            .filter(part -> !part.startsWith(DOCS))
            .toList();
    assertThat(parts)
        .containsExactlyInAnyOrder(
            "console.css", "console.js", "icon.svg", "report.json", "catalogue.json");
    for (String part : List.of("console.css", "console.js", "parts.js", "changes.js")) {
      HttpResponse<String> answer = get(container, "/console/" + part);
      assertThat(answer.statusCode()).as(part).isEqualTo(200);
      assertThat(answer.body().replace(DOCS, ""))
          .as(part)
          .doesNotContain("http://", "https://", "innerHTML");
    }
    assertThat(header(get(container, "/console/icon.svg"), "Content-Type"))
        .startsWith("image/svg+xml");
  }

  @Test
  void each_link_to_the_documentation_has_a_target() throws Exception {
    String page = get(container, "/console/").body();
    List<String> links =
        Pattern.compile('"' + Pattern.quote(DOCS) + "([^\"]+)\"")
            .matcher(page)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(links).hasSizeGreaterThan(3);
    for (String link : links) {
      String[] parts = link.split("#");
      Path target = Path.of("..", "docs", parts[0]);
      assertThat(target).exists();
      if (parts.length > 1) {
        assertThat(Files.readString(target).toLowerCase(Locale.ROOT))
            .as(link)
            .containsPattern("\n#+ " + parts[1].replace('-', ' ') + "\n");
      }
    }
    String reference = Files.readString(Path.of("..", "docs", "PROMETHEUS_METRICS.md"));
    List<String> families = new ArrayList<>();
    for (JsonNode family : json("catalogue.json").path("families")) {
      if (family.path("reference").asBoolean()) {
        families.add(family.path("name").asText());
      }
    }
    assertThat(families)
        .hasSizeGreaterThan(50)
        .allSatisfy(name -> assertThat(reference).contains("\n#### `" + name + "`\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "console.css",
        "report.json",
        "catalogue.json",
        "values.json",
        "history.json",
        "changes.json",
        "named.json?label=customer_id"
      })
  void every_answer_has_the_protective_headers(String path) {
    HttpResponse<String> answer = get(container, "/console/" + path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(answer, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(send(container, "HEAD", "/console/" + path).statusCode()).isEqualTo(200);
  }

  @Test
  void a_path_without_slash_is_redirected() {
    HttpResponse<String> answer = get(container, "/console");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(header(answer, "Location")).isEqualTo("./console/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "console.js",
        "report.json",
        "catalogue.json",
        "values.json",
        "history.json",
        "changes.json",
        "named.json",
        "no"
      })
  void without_access_nothing_is_shown(String path) {
    HttpResponse<String> answer =
        get(container, "/console/" + path, "X-Forwarded-For", "192.0.2.7");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("METRICS_ALLOWED_IPS").doesNotContain("acme");
    assertThat(Sampled.page(recorder))
        .contains("upstream_metrics_access_refused_total{reason=\"address\"} 1");
  }

  @Test
  void a_token_is_asked_for_if_useful() throws Exception {
    mount(TomcatContainer.MAKER, MetricsAccess.builder().token("s3cret-of-16-chars").build());

    HttpResponse<String> answer = get(container, "/console/report.json");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "WWW-Authenticate")).startsWith("Bearer");
    assertThat(
            get(container, "/console/report.json", "Authorization", "Bearer s3cret-of-16-chars")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void it_only_reads() {
    assertThat(send(container, "POST", "/console/report.json").statusCode()).isEqualTo(405);
    assertThat(get(container, "/console/../console.js").statusCode()).isEqualTo(404);
    assertThat(get(container, "/console/package-info.class").statusCode()).isEqualTo(404);
  }

  @Test
  void the_report_is_the_recorders_own() throws Exception {
    JsonNode report = json("report.json");

    assertThat(report.path("mode").asText()).isEqualTo("ENFORCE");
    assertThat(report.findValuesAsText("label")).contains("customer_id");
  }

  @Test
  void the_catalogue_describes_each_family_and_its_labels() throws Exception {
    Info.builder().name("build").help("Ours.").register(recorder.registry());
    JsonNode catalogue = json("catalogue.json").path("families");

    JsonNode created = named(catalogue, "upstream_alert_created_total");
    assertThat(created.path("type").asText()).isEqualTo("counter");
    assertThat(created.path("help").asText()).isNotBlank();
    assertThat(created.path("lines").asInt()).isEqualTo(1);
    assertThat(created.path("note").asText()).contains("dashboards");
    assertThat(created.path("labels").findValuesAsText("name"))
        .containsExactlyInAnyOrder("product", "severity", "customer_id");
    assertThat(named(created.path("labels"), "severity").path("values"))
        .extracting(JsonNode::asText)
        .containsExactly("low", "medium", "high", "critical");
    assertThat(named(created.path("labels"), "customer_id").path("guard").asText())
        .isEqualTo("customer_id");
    assertThat(named(catalogue, "build_info").has("labels")).isFalse();
    assertThat(catalogue).hasSameSizeAs(json("values.json").path("families"));
  }

  /** A label that takes anything, as only an application's own can. */
  @Grammar(Grammar.ANY)
  record Anything(@Nullable String value) implements OpenLabel {}

  record AnythingLabels(Anything anything, CustomerId customerId) {}

  private static final CounterFamily<AnythingLabels> HOSTILE =
      CounterFamily.named("hostile_total").help("A \\ and a\nline.").labels(AnythingLabels.class);

  @Test
  void values_come_as_they_are_however_hostile() throws Exception {
    List<String> hostile =
        List.of(
            "<script>alert(1)</script>",
            "a\"b",
            "back\\slash",
            "x} 1",
            "comma,equals=\"",
            "\u00e9\ud83d\ude80",
            "</script>");
    hostile.forEach(
        text ->
            recorder
                .counter(HOSTILE)
                .add(new AnythingLabels(new Anything(text), new CustomerId("acme")), 2));

    JsonNode families = json("values.json?name%5B%5D=hostile_total").path("families");

    assertThat(families).hasSize(1);
    assertThat(families.get(0).path("help").asText()).isEqualTo("A \\ and a\nline.");
    assertThat(families.get(0).path("samples"))
        .hasSize(hostile.size())
        .allMatch(sample -> sample.path("value").asDouble() == 2)
        .allMatch(sample -> sample.path("labels").path("customer_id").asText().equals("acme"))
        .extracting(sample -> sample.path("labels").path("anything").asText())
        .containsExactlyInAnyOrderElementsOf(hostile);
  }

  @Test
  void histograms_and_what_is_no_number_arrive_whole() throws Exception {
    recorder.timeIngestion(new CustomerId("acme")).close();
    recorder.trackDataQualityScore(new CustomerId("acme"), QualityMetric.ACCURACY, 0.5);

    JsonNode time = json("values.json?name%5B%5D=upstream_ingestion_processing_seconds");
    assertThat(time.findValuesAsText("le")).contains("+Inf");
    assertThat(time.findValuesAsText("name"))
        .contains(
            "upstream_ingestion_processing_seconds_bucket",
            "upstream_ingestion_processing_seconds_sum",
            "upstream_ingestion_processing_seconds_count");
    io.prometheus.metrics.core.metrics.Gauge.builder()
        .name("undefined")
        .help("0/0")
        .register(recorder.registry())
        .set(Double.NaN);
    assertThat(json("values.json?name%5B%5D=undefined").findValuesAsText("value"))
        .containsExactly("NaN");
  }

  @Test
  void the_history_has_values_from_before_a_request() throws Exception {
    get(container, "/console/");
    List<Long> times = new ArrayList<>();
    while (times.size() < 3) {
      JsonNode answer = json("history.json?since=" + (times.isEmpty() ? 0 : times.get(0) - 1));
      times = new ArrayList<>();
      for (JsonNode time : answer.path("times")) {
        times.add(time.asLong());
      }
      assertThat(answer.path("interval_millis").asInt()).isEqualTo(100);
    }
    assertThat(times).isSorted();
    assertThat(json("history.json").findValuesAsText("product")).containsExactly("DriftWatch");
    for (String malformed : List.of("since=", "since=-1", "since=x", "until=1")) {
      assertThat(get(container, "/console/history.json?" + malformed).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void without_a_history_there_is_no_thread() throws Exception {
    get(container, "/console/");
    assertThat(historyThreads()).hasSize(1);
    stop();
    assertThat(historyThreads()).isEmpty();
    container =
        TomcatContainer.MAKER.start(
            context ->
                context
                    .addServlet("console", new ConsoleServlet(recorder, MetricsAccess.loopback()))
                    .addMapping("/console/*"));

    assertThat(get(container, "/console/history.json").statusCode()).isEqualTo(404);
    assertThat(historyThreads()).isEmpty();
  }

  private static List<Thread> historyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("upstream-metrics-console"))
        .toList();
  }

  @Test
  void reading_some_families_is_not_a_scrape() {
    String scrapes = "upstream_metrics_scrape_duration_seconds_count ";
    get(container, "/console/values.json?name%5B%5D=upstream_alert_created_total");
    get(container, "/console/history.json");

    assertThat(Sampled.page(recorder)).contains(scrapes + "0");
    assertThat(Sampled.page(recorder)).contains(scrapes + "1");
  }

  @Test
  void looking_is_not_counted_as_a_request() {
    get(container, "/console/");
    get(container, "/console/report.json");

    assertThat(Sampled.page(recorder))
        .contains("django_http_requests_total_by_method_total{method=\"GET\"} 0");
  }

  @Test
  void long_queries_are_refused_and_disabled_metrics_absent() throws Exception {
    assertThat(get(container, "/console/values.json?" + "a=b&".repeat(2_000)).statusCode())
        .isEqualTo(400);
    UpstreamRecorder off = UpstreamRecorder.builder().setting("METRICS_ENABLED", "false").build();
    stop();
    container =
        TomcatContainer.MAKER.start(
            context ->
                context.addServlet("console", new ConsoleServlet(off)).addMapping("/console/*"));
    assertThat(get(container, "/console/").statusCode()).isEqualTo(404);
  }

  @Test
  @Tag("full")
  void it_is_the_same_on_jetty_and_undertow() throws Exception {
    for (Container.Maker maker : List.of(JettyContainer.MAKER, UndertowContainer.MAKER)) {
      mount(maker, MetricsAccess.loopback());
      assertThat(get(container, "/console").statusCode()).as(maker.name()).isEqualTo(302);
      assertThat(get(container, "/console/").body()).as(maker.name()).contains("<title>");
      assertThat(json("catalogue.json").path("families")).as(maker.name()).hasSizeGreaterThan(50);
    }
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(container, "/console/" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).startsWith("application/json");
    return JSON.readTree(answer.body());
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode each : list) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no " + name + " in " + list);
  }
}
