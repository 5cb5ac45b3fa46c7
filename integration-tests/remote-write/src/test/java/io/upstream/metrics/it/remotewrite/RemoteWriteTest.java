package io.upstream.metrics.it.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.sample.SampleApplication;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the configuration of docs/long-range.md with real programs. */
@Tag("full")
class RemoteWriteTest {

  private static final Path RECIPE = Path.of("..", "..", "docs", "long-range.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Queries that have the same answer on both sides. */
  private static final List<String> SAME =
      List.of(
          "sum by (customer_id, status) (upstream_claim_records_ingested_total)",
          "sum by (instance) (upstream_background_job_completed_total)",
          "sum(upstream_background_job_completed_total)"
              + " / sum(upstream_background_job_started_total)",
          "max by (customer_id, metric_type) (upstream_data_quality_score)",
          "histogram_quantile(0.9, sum by (le) (upstream_ingestion_processing_seconds_bucket))",
          "sum by (severity_level) (upstream_drift_event_detected_total)",
          "count(up == 1)",
          "count by (__name__) ({__name__=~\"upstream_alert_created_total|django_http_.*_total\"})");

  private static final String RATE = "sum(rate(upstream_claim_records_ingested_total[10s]))";

  @TempDir private Path directory;
  private final List<Process> processes = new ArrayList<>();

  /** The last one first: Prometheus would wait for a store that is gone. */
  @AfterEach
  void stop() throws InterruptedException {
    for (int i = processes.size() - 1; i >= 0; i--) {
      Programs.end(processes.get(i));
    }
  }

  @Test
  void both_stores_answer_queries_alike() throws Exception {
    Programs.need("prometheus");
    Programs.need("victoria-metrics");
    int prometheus = Programs.freePort();
    int victoria = Programs.freePort();
    int one = Programs.freePort();
    int two = Programs.freePort();
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(config, recipe(Map.of("8000", one, "8001", two, "8428", victoria)));

    start("victoria-metrics", victoriaMetrics(victoria));
    start("sample-1", sample(one));
    start("sample-2", sample(two));
    start(
        "prometheus",
        List.of(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + prometheus));

    String seen = "min(count_over_time(upstream_background_job_completed_total[1m]))";
    assertThat(Await.within(Duration.ofMinutes(2), () -> first(prometheus, seen, now()) >= 15))
        .as(logs())
        .isTrue();
    long moment = now();
    for (String query : SAME) {
      Map<String, Double> expected = ask(prometheus, query, moment);
      assertThat(expected).as(query).isNotEmpty();
      assertThat(
              Await.within(
                  Duration.ofMinutes(2), () -> isSame(ask(victoria, query, moment), expected)))
          .as("%s: %s, but %s", query, expected, ask(victoria, query, moment))
          .isTrue();
    }
    double rate = first(prometheus, RATE, moment);
    assertThat(rate).isPositive();
    assertThat(first(victoria, RATE, moment)).isCloseTo(rate, within(rate / 5));
  }

  /** Twelve digits of a number are kept there. */
  private static boolean isSame(Map<String, Double> answer, Map<String, Double> expected) {
    return answer.keySet().equals(expected.keySet())
        && answer.entrySet().stream()
            .allMatch(
                each -> {
                  double wanted = expected.get(each.getKey());
                  return Math.abs(each.getValue() - wanted) <= Math.abs(wanted) * 1e-11;
                });
  }

  private static String recipe(Map<String, Integer> ports) throws IOException {
    Matcher yaml = YAML.matcher(Files.readString(RECIPE));
    assertThat(yaml.find()).isTrue();
    String text = yaml.group(1).replace("scrape_interval: 15s", "scrape_interval: 1s");
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      assertThat(text).contains(":" + port.getKey());
      text = text.replace(":" + port.getKey(), ":" + port.getValue());
    }
    return text;
  }

  private List<String> victoriaMetrics(int port) {
    return List.of(
        "victoria-metrics",
        "-storageDataPath=" + directory.resolve("victoria"),
        "-httpListenAddr=127.0.0.1:" + port,
        "-retentionPeriod=12",
        "-search.latencyOffset=1s");
  }

  private static List<String> sample(int port) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-classpath",
        System.getProperty("java.class.path"),
        SampleApplication.class.getName(),
        "--server.port=" + port,
        "--sample.traffic.pace=100ms");
  }

  private void start(String name, List<String> command) throws IOException {
    processes.add(Programs.start(directory.resolve(name + ".log"), command));
  }

  private String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    for (String name : List.of("sample-1", "prometheus", "victoria-metrics")) {
      String log = Files.readString(directory.resolve(name + ".log"));
      logs.append(name).append(":\n").append(log, Math.max(0, log.length() - 2_000), log.length());
    }
    return logs.toString();
  }

  private static long now() {
    return System.currentTimeMillis() / 1_000;
  }

  private static double first(int port, String query, long moment) {
    return ask(port, query, moment).values().stream().findFirst().orElse(Double.NaN);
  }

  /** The answer's series, by their labels; none while nobody answers. */
  private static Map<String, Double> ask(int port, String query, long moment) {
    String url =
        "http://127.0.0.1:%d/api/v1/query?query=%s&time=%d&nocache=1"
            .formatted(port, URLEncoder.encode(query, StandardCharsets.UTF_8), moment);
    Map<String, Double> answer = new TreeMap<>();
    try {
      String body =
          CLIENT
              .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
              .body();
      for (JsonNode series : JSON.readTree(body).path("data").path("result")) {
        Map<String, String> labels = new TreeMap<>();
        series
            .get("metric")
            .properties()
            .forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
        answer.put(labels.toString(), Double.parseDouble(series.get("value").get(1).asText()));
      }
    } catch (IOException notYet) {
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }
}
