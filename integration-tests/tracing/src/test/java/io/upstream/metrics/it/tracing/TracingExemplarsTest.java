package io.upstream.metrics.it.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.catalog.NoLabels;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.spring.RecorderCustomizer;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** In a traced application on Boot the bucket of a request leads to its trace. */
@Tag("full")
class TracingExemplarsTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String BUCKETS =
      "django_http_requests_latency_seconds_by_view_method_bucket";

  private static final CounterFamily<NoLabels> NOTES =
      CounterFamily.named("notes_total").help("N.").noLabels();
  private static final CounterFamily<NoLabels> LONG_NOTES =
      CounterFamily.named("long_notes_total").help("L.").noLabels();

  /** The characters that the span leaves to the value of a note. */
  private static final int ROOM =
      128 - "trace_id".length() - 32 - "span_id".length() - 16 - "note".length();

  @TempDir private Path directory;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Traces.class)
  static class Application {

    @Bean
    RecorderCustomizer showNewSeriesAtOnce() {
      return builder -> builder.setting("METRICS_ZERO_FIRST_SECONDS", "0");
    }
  }

  /** A label of exemplars. */
  @Grammar(Grammar.ANY)
  record Note(String value) implements OpenLabel {}

  /** Answers with the trace that it is in. */
  @RestController
  static class Traces {

    private final Tracer tracer;
    private final UpstreamRecorder recorder;

    Traces(Tracer tracer, UpstreamRecorder recorder) {
      this.tracer = tracer;
      this.recorder = recorder;
    }

    /** Counts an event whose exemplar has a label of so many characters. */
    @GetMapping("/note/{length}")
    String note(@PathVariable("length") int length) {
      Note note = new Note("\u00e9".repeat(length));
      recorder.counter(length > ROOM ? LONG_NOTES : NOTES).incWithExemplar(NoLabels.NONE, note);
      return trace();
    }

    @GetMapping("/trace")
    String trace() {
      Span span = Objects.requireNonNull(tracer.currentSpan());
      return span.context().traceId();
    }

    @GetMapping("/later")
    Callable<String> later() {
      String trace = trace();
      return () -> trace;
    }
  }

  private static ConfigurableApplicationContext start(String probability) {
    return new SpringApplicationBuilder(Application.class)
        .run(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn",
            "--management.tracing.sampling.probability=" + probability);
  }

  private static String get(ConfigurableApplicationContext application, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(application) + path))
                .header("Accept", "application/openmetrics-text, text/plain;q=0.5")
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static String port(ConfigurableApplicationContext application) {
    return application.getEnvironment().getRequiredProperty("local.server.port");
  }

  @Test
  void an_unsampled_request_leaves_no_exemplar() throws Exception {
    try (ConfigurableApplicationContext application = start("0")) {
      get(application, "/trace");
      assertThat(get(application, "/metrics")).contains(BUCKETS).doesNotContain("trace_id");
    }
  }

  @Test
  void a_requests_bucket_links_to_its_trace() throws Exception {
    Programs.need("prometheus");
    try (ConfigurableApplicationContext application = start("1")) {
      String trace = get(application, "/trace");
      String later = get(application, "/later");
      try (PrometheusServer prometheus = prometheus(port(application))) {
        Set<JsonNode> found = exemplars(prometheus, BUCKETS, 2);
        assertThat(found.stream().map(labels -> labels.path("trace_id").asText()))
            .as(Files.readString(directory.resolve("prometheus.log")))
            .contains(trace, later);
      }
    }
  }

  @Test
  void prometheus_stores_exemplars_of_128_characters() throws Exception {
    Programs.need("prometheus");
    try (ConfigurableApplicationContext application = start("1")) {
      String longest = get(application, "/note/" + ROOM);
      String tooLong = get(application, "/note/" + (ROOM + 1));
      try (PrometheusServer prometheus = prometheus(port(application))) {
        JsonNode stored = exemplars(prometheus, "notes_total", 1).iterator().next();
        assertThat(stored.path("trace_id").asText()).isEqualTo(longest);
        assertThat(stored.path("note").asText()).isEqualTo("\u00e9".repeat(ROOM));
        assertThat(characters(stored)).isEqualTo(128);
        JsonNode without = exemplars(prometheus, "long_notes_total", 1).iterator().next();
        assertThat(without.path("trace_id").asText()).isEqualTo(tooLong);
        assertThat(without.has("note")).isFalse();
        assertThat(directory.resolve("prometheus.log")).content().doesNotContain("exemplars");
      }
    }
  }

  private static int characters(JsonNode labels) {
    int characters = 0;
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      characters += label.getKey().length() + label.getValue().asText().length();
    }
    return characters;
  }

  private PrometheusServer prometheus(String application) throws IOException, InterruptedException {
    return PrometheusServer.start(
        directory,
        PrometheusServer.configScraping(directory, Integer.parseInt(application)),
        "--enable-feature=exemplar-storage");
  }

  /** The labels of the exemplars that Prometheus stores for a metric, once there are so many. */
  private static Set<JsonNode> exemplars(PrometheusServer prometheus, String metric, int expected) {
    long now = System.currentTimeMillis() / 1_000;
    String path =
        "/api/v1/query_exemplars?query=%s&start=%d&end=%d"
            .formatted(URLEncoder.encode(metric, StandardCharsets.UTF_8), now - 600, now + 600);
    Set<JsonNode> found = new HashSet<>();
    Await.until(
        expected + " exemplars of " + metric,
        () -> {
          for (JsonNode series : prometheus.json(path).path("data")) {
            for (JsonNode exemplar : series.path("exemplars")) {
              found.add(exemplar.path("labels"));
            }
          }
          return found.size() >= expected;
        });
    return found;
  }
}
