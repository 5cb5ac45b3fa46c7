package io.upstream.metrics.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Debian's Prometheus, which scrapes some instances of the application once a second. */
final class PrometheusServer implements AutoCloseable {

  static final Path PROGRAM = Path.of("/usr/bin/prometheus");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;
  private final Process process;

  PrometheusServer(Path folder, int... targets) throws IOException {
    port = Programs.freePort();
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global:
          scrape_interval: 1s
        scrape_configs:
        - job_name: upstream
          static_configs:
          - targets: [%s]
        """
            .formatted(
                Arrays.stream(targets)
                    .mapToObj(each -> "'localhost:" + each + "'")
                    .collect(Collectors.joining(", "))));
    process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
  }

  /** The one number that a query comes to; not a number where there is none. */
  double number(String query) {
    JsonNode result = result(query);
    return result.size() == 1 ? result.get(0).path("value").path(1).asDouble() : Double.NaN;
  }

  /** When an instance answered a scrape last, in seconds of the epoch; 0 if it never did. */
  double lastScrape(int target) {
    // The samples as they are stored: a function over them would answer with the time of asking.
    JsonNode samples =
        stored("process_start_time_seconds{instance=\"localhost:%d\"}[10m]".formatted(target));
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).get(0).asDouble();
  }

  /** The values of one series that a range holds, the oldest first. */
  List<Double> samples(String range) {
    List<Double> samples = new ArrayList<>();
    stored(range).forEach(sample -> samples.add(sample.get(1).asDouble()));
    return samples;
  }

  private JsonNode stored(String range) {
    return result(range).path(0).path("values");
  }

  /** Waits until an instance has answered a scrape that began from now on. */
  void awaitScrape(int target) {
    double now = System.currentTimeMillis() / 1000.0;
    Programs.await("a scrape of " + target, () -> lastScrape(target) > now);
  }

  private JsonNode result(String query) {
    try {
      String path = "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8);
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(answer.body()).path("data").path("result");
    } catch (IOException notYetUp) {
      return JSON.createArrayNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    Programs.end(process);
  }
}
