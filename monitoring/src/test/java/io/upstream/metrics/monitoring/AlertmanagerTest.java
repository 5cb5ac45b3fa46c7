package io.upstream.metrics.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.upstream.metrics.monitoring.alert.Alerts;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.tools.Alert;
import io.upstream.metrics.tools.AlertCase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what a real Alertmanager with the committed configuration sends to PagerDuty and Slack. */
@Tag("full")
class AlertmanagerTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private static final List<JsonNode> PAGES = new CopyOnWriteArrayList<>();
  private static final List<JsonNode> MESSAGES = new CopyOnWriteArrayList<>();
  private static HttpServer receivers;
  private static Process alertmanager;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Programs.need("prometheus-alertmanager");
    receivers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receive("/pagerduty", PAGES, 202, "{}");
    receive("/slack", MESSAGES, 200, "ok");
    receivers.start();
    String here = "http://127.0.0.1:" + receivers.getAddress().getPort();
    Path key = Files.writeString(directory.resolve("key"), "key");
    Path slack = Files.writeString(directory.resolve("slack"), here + "/slack");
    Path committed = MonitoringFilesTest.MONITORING.resolve("alertmanager");
    Path templates = Files.createDirectory(directory.resolve("templates"));
    Files.copy(committed.resolve("templates/upstream.tmpl"), templates.resolve("upstream.tmpl"));
    Path config =
        Files.writeString(
            directory.resolve("alertmanager.yml"),
            Files.readString(committed.resolve("alertmanager.yml"))
                .replace("global:\n", "global:\n  pagerduty_url: " + here + "/pagerduty\n")
                .replace("/run/secrets/pagerduty_key", key.toString())
                .replace("/run/secrets/slack_url", slack.toString())
                .replace("group_wait: 30s", "group_wait: 1s")
                .replace("group_interval: 5m", "group_interval: 1s"));
    port = Programs.freePort();
    alertmanager =
        new ProcessBuilder(
                "prometheus-alertmanager",
                "--config.file=" + config,
                "--storage.path=" + directory.resolve("data"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("alertmanager.log").toFile())
            .start();
    Await.until("Alertmanager is ready", AlertmanagerTest::isReady);
  }

  @AfterAll
  static void stop() throws Exception {
    if (receivers != null) {
      receivers.stop(0);
    }
    if (alertmanager != null) {
      alertmanager.destroy();
      if (!alertmanager.waitFor(10, TimeUnit.SECONDS)) {
        alertmanager.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void a_group_of_two_alerts_has_a_summary() throws Exception {
    send("two", "InstanceErrorRateHigh", "a:8000", "b:8000");
    Await.until("it is paged", () -> !pages("two").isEmpty());
    JsonNode page = pages("two").get(0);
    assertThat(page.get("payload").get("summary").asText())
        .isEqualTo("2 firing: errors of two: InstanceErrorRateHigh");
    assertThat(page.get("payload").get("severity").asText()).isEqualTo("critical");
    assertThat(page.get("payload").get("custom_details").get("alerts").asText())
        .contains("91% of the requests to a:8000 fail", "91% of the requests to b:8000 fail");
    assertThat(page.get("links").toString())
        .contains("docs/runbook.md#instanceerrorratehigh", "/d/upstream-api?var-job=two");
    Await.until("it is in the chat", () -> !messages("two").isEmpty());
    JsonNode message = messages("two").get(0).get("attachments").get(0);
    assertThat(message.get("title").asText())
        .isEqualTo("2 firing: errors of two: InstanceErrorRateHigh");
    assertThat(message.get("title_link").asText()).contains("/d/upstream-api?var-job=two");
    assertThat(message.get("text").asText()).contains("Runbook: http", "a:8000", "b:8000");
  }

  @Test
  void one_outage_is_one_incident() throws Exception {
    send("first", "HttpErrorBudgetBurnsFast", "");
    Await.until("the first is paged", () -> mentions("first", "BurnsFast"));
    send("first", "HighErrorRate", "");
    Await.until("the second is told", () -> mentions("first", "HighErrorRate"));
    send("second", "HighErrorRate", "");
    Await.until("the first is paged", () -> mentions("second", "HighErrorRate"));
    send("second", "HttpErrorBudgetBurnsFast", "");
    send("second", "InstanceErrorRateHigh", "a:8000");
    Await.until("the others are told", () -> mentions("second", "InstanceErrorRate"));
    for (String job : List.of("first", "second")) {
      Set<String> incidents =
          pages(job).stream()
              .map(page -> page.get("dedup_key").asText())
              .collect(Collectors.toSet());
      assertThat(incidents).as(job).hasSize(1);
    }
  }

  @Test
  void a_page_inhibits_the_warning() throws Exception {
    send("both", "HighErrorRate", "");
    Await.until("it is paged", () -> !pages("both").isEmpty());
    send("both", "HttpErrorBudgetBurnsSlowly", "");
    Await.until("the warning is held back", () -> isSuppressed("both"));
    send("missing", "TargetMissing", "");
    Await.until("it is paged", () -> !pages("missing").isEmpty());
    send("missing", "HighLatency", "");
    Await.until("the rest is held back", () -> isSuppressed("missing"));
  }

  private static void send(String job, String name, String... instances) throws Exception {
    Alert alert =
        Alerts.ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    ArrayNode all = JSON.createArrayNode();
    for (String instance : instances) {
      AlertCase.Firing firing =
          new AlertCase.Firing(
              instance.isEmpty()
                  ? java.util.Map.of("job", job)
                  : java.util.Map.of("job", job, "instance", instance),
              "91%");
      ObjectNode one = all.addObject();
      ObjectNode labels = one.putObject("labels");
      labels.put("alertname", name);
      labels.put("severity", alert.severity());
      alert.labels().forEach(labels::put);
      firing.labels().forEach(labels::put);
      ObjectNode annotations =
          one.putObject("annotations")
              .put("summary", firing.text(alert.summary()))
              .put("description", firing.text(alert.description()));
      alert.annotations().forEach((key, text) -> annotations.put(key, firing.text(text)));
    }
    int status =
        CLIENT
            .send(
                HttpRequest.newBuilder(uri("/api/v2/alerts"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(all.toString()))
                    .build(),
                BodyHandlers.ofString())
            .statusCode();
    assertThat(status).isEqualTo(200);
  }

  private static List<JsonNode> pages(String job) {
    return PAGES.stream().filter(each -> each.toString().contains("of " + job + ":")).toList();
  }

  private static List<JsonNode> messages(String job) {
    return MESSAGES.stream().filter(each -> each.toString().contains("of " + job + ":")).toList();
  }

  private static boolean mentions(String job, String alert) {
    return pages(job).stream()
        .anyMatch(page -> page.get("payload").get("summary").asText().contains(alert));
  }

  private static boolean isSuppressed(String job) {
    try {
      JsonNode alerts =
          JSON.readTree(
              CLIENT
                  .send(
                      HttpRequest.newBuilder(uri("/api/v2/alerts?inhibited=true&active=false"))
                          .build(),
                      BodyHandlers.ofString())
                  .body());
      for (JsonNode alert : alerts) {
        if (alert.get("labels").get("job").asText().equals(job)
            && alert.get("status").get("state").asText().equals("suppressed")) {
          return true;
        }
      }
      return false;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isReady() {
    try {
      return CLIENT
              .send(HttpRequest.newBuilder(uri("/-/ready")).build(), BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static void receive(String path, List<JsonNode> into, int status, String answer) {
    receivers.createContext(
        path,
        exchange -> {
          into.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(status, answer.length());
          exchange
              .getResponseBody()
              .write(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          exchange.close();
        });
  }
}
