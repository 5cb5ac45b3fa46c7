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
