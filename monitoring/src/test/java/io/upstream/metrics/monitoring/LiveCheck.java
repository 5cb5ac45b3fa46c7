package io.upstream.metrics.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.monitoring.panel.Dashboards;
import io.upstream.metrics.monitoring.query.Queries;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import io.upstream.metrics.testing.PrometheusServer;
import io.upstream.metrics.tools.promql.Expr;
import io.upstream.metrics.tools.promql.Place;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Two sample instances and a Prometheus with the committed configuration, in a network of their
 * own: the scrape comes from an address that is not loopback, so the token has to be right.
 *
 * <p>{@link LiveTest} starts it in a namespace; it prints what it found and fails by ending with
 * another code than 0.
 */
final class LiveCheck {

  /** An address of this namespace alone. */
  static final String ADDRESS = "10.99.0.1";

  private static final String TOKEN = "a-token-for-this-test-alone";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern SELECTOR =
      Pattern.compile("\\b[a-z][a-z0-9_]*_[a-z0-9_]+\\b(?:\\{[^}]*})?");

  /** Where the sample's metrics say what its ledger says. */
  private static final Map<String, String> LEDGER =
      Map.of(
          "DRIFT_FOUND", "upstream_drift_event_detected_total",
          "ALERT_CREATED", "upstream_alert_created_total",
          "ALERT_DELIVERED", "upstream_alert_delivered_total",
          "CLAIM_SUCCESS", "upstream_claim_records_ingested_total{status=\"success\"}",
          "JOB_COMPLETED", "upstream_background_job_completed_total",
          "REPORT_GENERATED", "upstream_report_generated_total",
          "API_CALL", "upstream_api_endpoint_calls_total",
          "REQUEST_SERVED", "django_http_requests_total_by_method_total");

  private final Path directory;
  private final List<Integer> ports = new ArrayList<>();
  private final List<Process> apps = new ArrayList<>();

  private LiveCheck(Path directory) {
    this.directory = directory;
  }

  /** Runs in the directory that is the only argument. */
  public static void main(String[] arguments) throws Exception {
    LiveCheck check = new LiveCheck(Path.of(arguments[0]));
    try {
      check.run();
    } finally {
      for (Process app : check.apps) {
        app.destroy();
        if (!app.waitFor(20, TimeUnit.SECONDS)) {
          app.destroyForcibly().waitFor();
        }
      }
    }
    System.out.println("all is well");
    System.exit(0);
  }

  private void run() throws Exception {
    start(1);
    start(2);
    for (int port : ports) {
      Await.until("the sample answers", () -> answers(port));
      require(status(port, null) == 401, "without a token the page is refused");
      require(status(port, "wrong") == 401, "with a wrong token the page is refused");
      require(status(port, TOKEN) == 200, "with the token the page is there");
    }
    try (PrometheusServer prometheus = PrometheusServer.start(directory, configuration())) {
      watchItself(prometheus);
      Await.until("both instances are up", () -> up(prometheus) == 2);
      Await.until("alerts are delivered", () -> moving(prometheus));
      evaluate(prometheus);
      rules(prometheus);
      ledger(prometheus);
      faults(prometheus);
      crash(prometheus);
    }
  }

  private boolean answers(int port) {
    require(apps.get(ports.indexOf(port)).isAlive(), "the sample runs; its log is in app*.log");
    return status(port, null) > 0;
  }

  /** It is there for a block of the guides, and would ask for a login everywhere. */
  private static String withoutSpringSecurity() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("spring-security"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void start(int number) throws IOException {
    int port = Programs.freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                withoutSpringSecurity(),
                "io.upstream.metrics.sample.SampleApplication",
                "--server.port=" + port,
                "--sample.seed=" + number,
                "--sample.traffic.pace=50ms",
                "--sample.database=live" + number));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("METRICS_AUTH_TOKEN", TOKEN);
    apps.add(
        builder
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("app" + number + ".log").toFile())
            .start());
    ports.add(port);
  }

  /** The committed configuration, with the two instances and a quicker clock. */
  private Path configuration() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    Path monitoring = Path.of("..", "monitoring", "prometheus");
    for (String file : List.of("alerts.yml", "recording.yml")) {
      Files.writeString(
          directory.resolve(file),
          Files.readString(monitoring.resolve(file))
              .replaceAll("interval: (30s|1m)\n", "interval: 1s\n")
              .replaceAll("for: \\d+[smh]\n", "for: 1s\n"));
    }
    String targets =
        "[\"%s:%s\", \"%s:%s\"]".formatted(ADDRESS, ports.get(0), ADDRESS, ports.get(1));
    return Files.writeString(
        directory.resolve("prometheus.yml"),
        Files.readString(monitoring.resolve("prometheus.yml"))
            .replace("/run/secrets/metrics_token", token.toString())
            .replace("[\"app:8000\"]", targets)
            .replace("  - recording.yml\n", "  - recording.yml\n  - failing*.yml\n")
            .replace("_interval: 15s", "_interval: 1s")
            .replace("_timeout: 10s", "_timeout: 1s"));
  }

  /** The job prometheus is at the port that this one has. */
  private void watchItself(PrometheusServer prometheus) throws Exception {
    Path configuration = directory.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replace("localhost:9090", URI.create(prometheus.url()).getAuthority()));
    prometheus.reload();
  }

  private static int status(int port, String token) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://" + ADDRESS + ":" + port + "/metrics"));
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      return CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long up(PrometheusServer prometheus) {
    return answer(prometheus, "up{job=\"upstream\"} == 1").size();
  }

  private static boolean moving(PrometheusServer prometheus) {
    return !answer(prometheus, "sum(increase(upstream_alert_delivered_total[5m])) > 0").isEmpty();
  }

  private static Map<Map<String, String>, Double> answer(PrometheusServer prometheus, String expr) {
    return prometheus.query(expr, System.currentTimeMillis() / 1000.0);
  }

  /** Every query and panel is valid, and where all that it reads has data it shows something. */
  private static void evaluate(PrometheusServer prometheus) {
    int answered = 0;
    List<String> empty = new ArrayList<>();
    for (Expr expr : expressions()) {
      String text = PanelText.concrete(expr.in(Place.PANEL).replace("$job", "upstream"));
      if (!answer(prometheus, text).isEmpty()) {
        answered++;
      } else {
        require(text.contains(" > ") || !hasData(prometheus, text), "an answer to " + text);
        empty.add(text);
      }
    }
    System.out.println(answered + " queries and panels answered, " + empty.size() + " empty:");
    empty.forEach(each -> System.out.println("  " + each));
    require(answered > 60, "most queries have an answer");
  }

  private static List<Expr> expressions() {
    List<Expr> all = new ArrayList<>();
    Queries.ALL.forEach(query -> all.add(query.expr()));
    Dashboards.ALL.forEach(
        dashboard ->
            dashboard
                .panels()
                .forEach(panel -> panel.targets().forEach(target -> all.add(target.expr()))));
    return all;
  }

  private static boolean hasData(PrometheusServer prometheus, String text) {
    Matcher selector = SELECTOR.matcher(text.replaceAll("by \\([^)]*\\)", ""));
    boolean all = true;
    while (selector.find()) {
      if (!selector.group().matches("histogram_quantile|avg_over_time")) {
        all &= !answer(prometheus, "rate(" + selector.group() + "[5m])").isEmpty();
      }
    }
    return all;
  }

  private static void rules(PrometheusServer prometheus) throws IOException {
    Await.until("all rules are evaluated", () -> health(prometheus, "unknown") == 0);
    require(health(prometheus, "err") == 0, "no rule has an error");
    System.out.println(prometheus.rules().size() + " rules evaluated without an error");
  }

  private static long health(PrometheusServer prometheus, String health) {
    return prometheus.rules().stream()
        .filter(rule -> rule.get("health").asText().equals(health))
        .count();
  }

  /** The applications' own books, after the traffic has come to rest. */
  private void ledger(PrometheusServer prometheus) throws Exception {
    List<JsonNode> ledgers = new ArrayList<>();
    for (int port : ports) {
      require(send("PUT", port, "/traffic?running=false").statusCode() == 200, "traffic stops");
    }
    for (int port : ports) {
      ledgers.add(new ObjectMapper().readTree(send("GET", port, "/ledger").body()));
    }
    for (Map.Entry<String, String> each : LEDGER.entrySet()) {
      long written =
          ledgers.stream().mapToLong(ledger -> ledger.path(each.getKey()).asLong()).sum();
      Await.until(
          each.getKey() + " is " + written, () -> total(prometheus, each.getValue()) == written);
      System.out.println("sum(" + each.getValue() + ") is the ledgers' " + written);
    }
  }

  /** Injects faults and expects the alert of each, for the instance that has it. */
  private void faults(PrometheusServer prometheus) throws Exception {
    require(isFiring(prometheus, "Watchdog", ""), "the watchdog fires all the time");
    // Nobody is at Alertmanager's address.
    await(prometheus, "TargetDown", "alertmanager:9093");
    await(prometheus, "AlertsNotSent", "127.0.0.1");
    // The traffic has customers that send what they should not.
    await(prometheus, "PersonalDataCaught", "error_type");

    Files.writeString(
        directory.resolve("failing.yml"),
        """
        groups:
          - name: failing
            interval: 1s
            rules:
              - record: up:one_name
                expr: label_replace(up{job="upstream"}, "instance", "same", "", "")
        """);
    prometheus.reload();

    // More customers than the budget has places for.
    for (int i = 0; i < 80; i++) {
      send(request("GET", ports.get(1), "/api/alerts").header("X-Customer", "account-" + i));
    }
    await(prometheus, "LabelBudgetNearlySpent", "customer_id");

    String healthy = ADDRESS + ":" + ports.get(0);
    String faulty = ADDRESS + ":" + ports.get(1);
    int bursts = 0;
    while (!isFiring(prometheus, "InstanceErrorRateHigh", faulty)) {
      require(bursts < 60, "InstanceErrorRateHigh fires for " + faulty);
      burst(ports.get(1), "burst-" + bursts++);
    }
    require(
        !isFiring(prometheus, "InstanceErrorRateHigh", healthy),
        "the other instance is not told of");
    await(prometheus, "HighErrorRate", "upstream");
    await(prometheus, "HttpErrorBudgetBurnsFast", "upstream");
    await(prometheus, "ReportsFailing", "payment_analysis");
    await(prometheus, "IngestionFailing", "upstream");
    await(prometheus, "MetricsRecordingsRefused", "not_a_number");
    await(prometheus, "MetricsAccessRefused", "upstream");
    await(prometheus, "RuleEvaluationFailing", "failing.yml");

    for (int i = 0; i < 2; i++) {
      signal("STOP", faulty, prometheus, 1);
      signal("CONT", faulty, prometheus, 2);
    }
    await(prometheus, "TargetFlapping", faulty);
  }

  /**
   * Sends the requests of a broken customer and to a broken endpoint: 500, failing reports,
   * unreadable claims.
   */
  private static void burst(int port, String customer) throws Exception {
    for (int i = 0; i < 18; i++) {
      send(request("GET", port, "/api/payers/summit/forecast").header("X-Customer", customer));
    }
    send(
        HttpRequest.newBuilder(uri(port, "/api/reports/payment_analysis/failures"))
            .header("X-Customer", customer)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"error\": \"TemplateMissing\"}")));
    send(
        HttpRequest.newBuilder(uri(port, "/api/claims"))
            .header("X-Customer", customer)
            .header("Content-Type", "text/csv; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString("number\n" + "unreadable\n".repeat(400))));
    status(port, "wrong");
  }

  /** Stops or continues the second instance's process, and waits until so many instances are up. */
  private void signal(String signal, String instance, PrometheusServer prometheus, long up)
      throws Exception {
    new ProcessBuilder("kill", "-" + signal, "" + apps.get(1).pid()).start().waitFor();
    Await.until(instance + " got " + signal, () -> up(prometheus) == up);
  }

  /** An instance that dies is told of, by name. */
  private void crash(PrometheusServer prometheus) throws InterruptedException {
    apps.get(1).destroyForcibly().waitFor();
    await(prometheus, "TargetDown", ADDRESS + ":" + ports.get(1));
    require(
        !isFiring(prometheus, "TargetDown", ADDRESS + ":" + ports.get(0)),
        "the other instance is not told of");
  }

  private static void await(PrometheusServer prometheus, String alert, String of) {
    Await.until(alert + " fires for " + of, () -> isFiring(prometheus, alert, of));
    System.out.println(alert + " fires for " + of);
  }

  private static boolean isFiring(PrometheusServer prometheus, String alert, String of) {
    return prometheus.rules().stream()
        .filter(rule -> rule.get("name").asText().equals(alert))
        .flatMap(rule -> StreamSupport.stream(rule.get("alerts").spliterator(), false))
        .anyMatch(
            each ->
                each.get("state").asText().equals("firing")
                    && each.get("labels").toString().contains(of));
  }

  private static double total(PrometheusServer prometheus, String selector) {
    return answer(prometheus, "sum(" + selector + ")").values().stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private static HttpResponse<String> send(String method, int port, String path) throws Exception {
    return send(request(method, port, path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String method, int port, String path) {
    return HttpRequest.newBuilder(uri(port, path))
        .method(method, HttpRequest.BodyPublishers.noBody());
  }

  private static URI uri(int port, String path) {
    return URI.create("http://" + ADDRESS + ":" + port + path);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("does not hold: " + what);
    }
  }
}
