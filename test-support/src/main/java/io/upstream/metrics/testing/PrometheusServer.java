package io.upstream.metrics.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Debian's Prometheus on a free port of the loopback interface, for one test. */
public final class PrometheusServer implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final int port;

  private PrometheusServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server over the data in a folder, and waits until it is ready.
   *
   * @param folder the folder of its data and log
   * @param config its configuration
   * @param more further arguments
   */
  public static PrometheusServer start(Path folder, Path config, String... more)
      throws IOException, InterruptedException {
    Programs.need("prometheus");
    int port = Programs.freePort();
    List<String> command = new ArrayList<>();
    command.add("prometheus");
    command.add("--config.file=" + config);
    command.add("--storage.tsdb.path=" + folder.resolve("data"));
    command.add("--storage.tsdb.retention.time=30d");
    command.add("--web.listen-address=127.0.0.1:" + port);
    command.addAll(List.of(more));
    PrometheusServer server =
        new PrometheusServer(Programs.start(folder.resolve("prometheus.log"), command), port);
    try {
      Await.until("Prometheus is ready", server::isReady);
    } catch (AssertionError late) {
      server.close();
      throw late;
    }
    return server;
  }

  /** Starts a server that scrapes these ports of the loopback interface once a second. */
  public static PrometheusServer scraping(Path folder, int... ports)
      throws IOException, InterruptedException {
    return start(folder, configScraping(folder, ports));
  }

  /** Writes a configuration that scrapes these ports of the loopback interface once a second. */
  public static Path configScraping(Path folder, int... ports) throws IOException {
    return configScraping(
        folder, new Job("upstream", Map.of(), Arrays.stream(ports).boxed().toList()));
  }

  /**
   * A job of a configuration.
   *
   * @param name the name of the job
   * @param settings further settings of the job, such as {@code metrics_path}
   * @param ports the ports of its targets on the loopback interface
   */
  public record Job(String name, Map<String, ?> settings, List<Integer> ports) {

    private Map<String, Object> config() {
      Map<String, Object> config = new TreeMap<>(settings);
      config.put("job_name", name);
      List<String> targets = ports.stream().map(port -> "localhost:" + port).toList();
      config.put("static_configs", List.of(Map.of("targets", targets)));
      return config;
    }
  }

  /** Writes a configuration with these jobs, which scrape once a second; JSON is YAML, too. */
  public static Path configScraping(Path folder, Job... jobs) throws IOException {
    Path config = folder.resolve("prometheus.yml");
    JSON.writeValue(
        config.toFile(),
        Map.of(
            "global",
            Map.of("scrape_interval", "1s"),
            "scrape_configs",
            Arrays.stream(jobs).map(Job::config).toList()));
    return config;
  }

  /** Returns the URL of its HTTP API. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Makes the server read its configuration and rules again. */
  public void reload() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-HUP", "" + process.pid()).start().waitFor();
  }

  private boolean isReady() {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Returns the answer of an expression now, by label set. */
  public Map<Map<String, String>, Double> query(String expr) {
    return query(expr, System.currentTimeMillis() / 1e3);
  }

  /** Returns the answer of an expression at a time in seconds of the epoch, by label set. */
  public Map<Map<String, String>, Double> query(String expr, double time) {
    Map<Map<String, String>, Double> results = new HashMap<>();
    for (JsonNode result : result(expr, "/api/v1/query?query=" + encoded(expr) + "&time=" + time)) {
      results.put(labels(result), number(result.get("value").get(1)));
    }
    return results;
  }

  /**
   * Returns the answer of an expression at each step of a time, by label set; each point is time
   * and value.
   */
  public Map<Map<String, String>, double[][]> range(String expr, long from, long to, int step) {
    String path =
        "/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
            .formatted(encoded(expr), from, to, step);
    Map<Map<String, String>, double[][]> results = new LinkedHashMap<>();
    for (JsonNode result : result(expr, path)) {
      results.put(labels(result), points(result.get("values")));
    }
    return results;
  }

  /** Returns the only number of an answer; NaN if there is none or more than one. */
  public double number(String expr) {
    Map<Map<String, String>, Double> results = query(expr);
    return results.size() == 1 ? results.values().iterator().next() : Double.NaN;
  }

  /** Returns the stored samples of the first series of a range, such as {@code up[5m]}. */
  public double[][] stored(String range) {
    JsonNode result = result(range, "/api/v1/query?query=" + encoded(range)).path(0);
    return points(result.path("values"));
  }

  /** Returns the stored values of the first series of a range, the oldest first. */
  public List<Double> values(String range) {
    return Arrays.stream(stored(range)).map(point -> point[1]).toList();
  }

  /**
   * Returns when a target on a port last answered a scrape, in seconds of the epoch; 0 if never.
   */
  public double lastScrape(int target) {
    // Reads the samples as they are stored, because a function over them would return the time of
    // the query.
    double[][] samples =
        stored("process_start_time_seconds{instance=\"localhost:%d\"}[10m]".formatted(target));
    return samples.length == 0 ? 0 : samples[samples.length - 1][0];
  }

  /** Waits until a target on a port has answered a scrape that begins from now on. */
  public void awaitScrape(int target) {
    double now = System.currentTimeMillis() / 1e3;
    Await.until("a scrape of " + target, () -> lastScrape(target) > now);
  }

  /** Returns all rules, with their health. */
  public List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : json("/api/v1/rules").get("data").get("groups")) {
      group.get("rules").forEach(rules::add);
    }
    return rules;
  }

  /** Returns the targets that are scraped. */
  public List<JsonNode> targets() {
    List<JsonNode> targets = new ArrayList<>();
    json("/api/v1/targets").get("data").get("activeTargets").forEach(targets::add);
    return targets;
  }

  /** Returns how many targets answered their last scrape. */
  public long targetsUp() {
    return targets().stream().filter(each -> each.get("health").asText().equals("up")).count();
  }

  /** Returns what the HTTP API answers at a path. */
  public JsonNode json(String path) {
    try {
      return JSON.readTree(get(path).body());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode result(String expr, String path) {
    JsonNode answer = json(path);
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(expr + ": " + answer);
    }
    return answer.get("data").get("result");
  }

  private HttpResponse<String> get(String path) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static Map<String, String> labels(JsonNode result) {
    Map<String, String> labels = new TreeMap<>();
    result
        .get("metric")
        .properties()
        .forEach(each -> labels.put(each.getKey(), each.getValue().asText()));
    return labels;
  }

  private static double[][] points(JsonNode values) {
    double[][] points = new double[values.size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {values.get(i).get(0).asDouble(), number(values.get(i).get(1))};
    }
    return points;
  }

  private static double number(JsonNode text) {
    return switch (text.asText()) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text.asText());
    };
  }

  @Override
  public void close() throws InterruptedException {
    Programs.end(process);
  }
}
