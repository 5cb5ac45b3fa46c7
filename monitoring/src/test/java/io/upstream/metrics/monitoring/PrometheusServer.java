package io.upstream.metrics.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Debian's Prometheus, on loopback, for one test. */
final class PrometheusServer implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final int port;

  private PrometheusServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one over the data in a directory. */
  static PrometheusServer start(Path directory, Path config) throws Exception {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--storage.tsdb.retention.time=30d",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    PrometheusServer server = new PrometheusServer(process, port);
    try {
      await("Prometheus is ready", () -> server.isReady());
    } catch (AssertionError late) {
      server.close();
      throw late;
    }
    return server;
  }

  /** Starts one with the committed rules over what the directory's file {@code history} says. */
  static PrometheusServer withHistory(Path directory) throws Exception {
    Programs.Outcome blocks =
        Programs.run(
            directory,
            "promtool",
            "tsdb",
            "create-blocks-from",
            "openmetrics",
            "--max-block-duration=24h",
            "history",
            "data");
    if (blocks.code() != 0) {
      throw new AssertionError(blocks.text());
    }
    for (String file : List.of("alerts.yml", "recording.yml")) {
      String rules = Files.readString(MonitoringFilesTest.MONITORING.resolve("prometheus/" + file));
      Files.writeString(
          directory.resolve(file), rules.replaceAll("interval: (30s|1m)\n", "interval: 1s\n"));
    }
    return start(
        directory,
        Files.writeString(
            directory.resolve("prometheus.yml"), "rule_files: [alerts.yml, recording.yml]\n"));
  }

  private boolean isReady() {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** What an expression answers at a time, by label set. */
  Map<Map<String, String>, Double> query(String expr, double time) throws IOException {
    JsonNode answer =
        json(
            "/api/v1/query?query="
                + URLEncoder.encode(expr, StandardCharsets.UTF_8)
                + "&time="
                + time);
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(expr + ": " + answer);
    }
    Map<Map<String, String>, Double> results = new HashMap<>();
    for (JsonNode result : answer.get("data").get("result")) {
      Map<String, String> labels = new TreeMap<>();
      result
          .get("metric")
          .properties()
          .forEach(each -> labels.put(each.getKey(), each.getValue().asText()));
      results.put(labels, number(result.get("value").get(1).asText()));
    }
    return results;
  }

  /**
   * What an expression answers at each step of a time, by label set; each point is time and value.
   */
  Map<Map<String, String>, double[][]> range(String expr, long from, long to, int step)
      throws IOException {
    JsonNode answer =
        json(
            "/api/v1/query_range?query="
                + URLEncoder.encode(expr, StandardCharsets.UTF_8)
                + "&start="
                + from
                + "&end="
                + to
                + "&step="
                + step);
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(expr + ": " + answer);
    }
    Map<Map<String, String>, double[][]> results = new java.util.LinkedHashMap<>();
    for (JsonNode result : answer.get("data").get("result")) {
      Map<String, String> labels = new TreeMap<>();
      result
          .get("metric")
          .properties()
          .forEach(each -> labels.put(each.getKey(), each.getValue().asText()));
      JsonNode values = result.get("values");
      double[][] points = new double[values.size()][];
      for (int i = 0; i < points.length; i++) {
        points[i] =
            new double[] {values.get(i).get(0).asDouble(), number(values.get(i).get(1).asText())};
      }
      results.put(labels, points);
    }
    return results;
  }

  /** The same with the recordings evaluated over its history, as if the rules had been there. */
  PrometheusServer withRecordedHistory(Path directory, long from, long to) throws Exception {
    Programs.Outcome blocks =
        Programs.run(
            directory,
            "promtool",
            "tsdb",
            "create-blocks-from",
            "rules",
            "--start=" + from,
            "--end=" + to,
            "--eval-interval=60s",
            "--output-dir=data",
            "--url=http://127.0.0.1:" + port,
            "alerts.yml",
            "recording.yml");
    if (blocks.code() != 0) {
      throw new AssertionError(blocks.text());
    }
    close();
    return start(directory, directory.resolve("prometheus.yml"));
  }

  /** All rules, with their health. */
  List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : json("/api/v1/rules").get("data").get("groups")) {
      group.get("rules").forEach(rules::add);
    }
    return rules;
  }

  /** The targets that are scraped. */
  List<JsonNode> targets() throws IOException {
    List<JsonNode> targets = new ArrayList<>();
    json("/api/v1/targets").get("data").get("activeTargets").forEach(targets::add);
    return targets;
  }

  private JsonNode json(String path) throws IOException {
    return JSON.readTree(get(path).body());
  }

  private java.net.http.HttpResponse<String> get(String path) throws IOException {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > 180_000_000_000L) {
        throw new AssertionError("It did not happen in 180 s: " + what);
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
