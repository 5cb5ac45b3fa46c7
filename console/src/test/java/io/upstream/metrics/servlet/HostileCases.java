package io.upstream.metrics.servlet;

import static io.upstream.metrics.servlet.Http.get;
import static io.upstream.metrics.servlet.Http.header;
import static io.upstream.metrics.servlet.Http.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sends hostile requests; each container has a subclass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HostileCases {

  private static final String STRANGER = "X-Forwarded-For: 198.51.100.9\r\n";
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Referrer-Policy", "no-referrer");

  private final Container.Maker maker;
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Handler listener = new Listening(logged);
  private final SecuredApp app = new SecuredApp();
  private Container container;

  HostileCases(Container.Maker maker) {
    this.maker = maker;
  }

  @BeforeAll
  void start() throws Exception {
    Logger.getLogger("").addHandler(listener);
    container = maker.start(app);
  }

  @AfterAll
  void stop() {
    container.close();
    Logger.getLogger("").removeHandler(listener);
    app.recorder.close();
  }

  // ---- headers ----

  private record Asked(int status, String method, String path, List<String> headers) {}

  private static Asked asked(int status, String method, String path, String... headers) {
    return new Asked(status, method, path, List.of(headers));
  }

  private static final List<Asked> EVERY_KIND_OF_ANSWER =
      List.of(
          asked(200, "GET", "/metrics"),
          asked(200, "HEAD", "/metrics"),
          asked(200, "GET", "/metrics", "Accept", "application/openmetrics-text"),
          asked(200, "GET", "/metrics", "Accept-Encoding", "gzip"),
          asked(400, "GET", "/metrics?" + "a&".repeat(1024)),
          asked(403, "GET", "/metrics", "X-Forwarded-For", "198.51.100.9"),
          asked(403, "HEAD", "/metrics", "Forwarded", "for=198.51.100.9"),
          asked(405, "DELETE", "/metrics"),
          asked(200, "GET", "/metrics", "Accept", "image/png"),
          asked(404, "GET", "/below/something"),
          asked(401, "GET", "/guarded"),
          asked(401, "HEAD", "/guarded", "Authorization", "Bearer wrong"),
          asked(200, "GET", "/guarded", "Authorization", "Bearer " + SecuredApp.TOKEN),
          asked(500, "GET", "/broken"),
          asked(200, "GET", "/limited"),
          asked(429, "GET", "/limited"),
          asked(200, "GET", "/metrics/liveness"),
          asked(200, "HEAD", "/metrics/readiness"),
          asked(503, "GET", "/metrics/health"),
          asked(405, "POST", "/metrics/health"),
          asked(302, "GET", "/console"),
          asked(200, "GET", "/console/"),
          asked(200, "HEAD", "/console/"),
          asked(200, "GET", "/console/console.js"),
          asked(200, "GET", "/console/report.json"),
          asked(200, "GET", "/console/catalogue.json"),
          asked(200, "GET", "/console/values.json"),
          asked(400, "GET", "/console/values.json?" + "a&".repeat(1024)),
          asked(404, "GET", "/console/nothing"),
          asked(405, "PUT", "/console/report.json"),
          asked(403, "GET", "/console/", "Via", "1.1 proxy"),
          asked(401, "GET", "/guarded/console/report.json"));

  @Test
  void every_answer_confines_browsers_and_caches() {
    SoftAssertions softly = new SoftAssertions();
    for (Asked asked : EVERY_KIND_OF_ANSWER) {
      HttpResponse<String> answer =
          send(container, asked.method(), asked.path(), asked.headers().toArray(String[]::new));
      if (asked.status() == 400 && maker.name().equals("Undertow")) {
        continue; // it has a lower limit of its own, and an answer of its own
      }
      String what = asked.status() + " " + asked.method() + " " + abbreviated(asked.path());
      softly.assertThat(answer.statusCode()).as(what).isEqualTo(asked.status());
      ALWAYS.forEach(
          (name, value) -> softly.assertThat(header(answer, name)).as(what).isEqualTo(value));
      softly
          .assertThat(header(answer, "Content-Security-Policy"))
          .as(what)
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe", "*");
      softly
          .assertThat(answer.headers().map().keySet())
          .as(what)
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"))
          .doesNotContain("set-cookie", "x-powered-by", "etag", "last-modified");
      softly
          .assertThat(answer.headers().map().toString() + answer.body())
          .as(what)
          .doesNotContain("secret-detail", "Exception:", "\tat ", SecuredApp.TOKEN);
      if (asked.path().startsWith("/metrics") && asked.status() / 100 == 2 && !isProbe(asked)) {
        softly.assertThat(header(answer, "Vary")).as(what).isEqualTo("Accept, Accept-Encoding");
      }
    }
    softly.assertAll();
  }

  private static boolean isProbe(Asked asked) {
    return asked.path().startsWith("/metrics/");
  }

  private static String abbreviated(String path) {
    return path.length() > 40 ? path.substring(0, 40) + ".." : path;
  }

  @Test
  void conditional_and_range_requests_get_whole_pages() {
    for (String[] header :
        List.of(
            new String[] {"If-None-Match", "*"},
            new String[] {"If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"},
            new String[] {"Range", "bytes=0-10"})) {
      for (String path : List.of("/metrics", "/console/report.json", "/console/console.js")) {
        assertThat(get(container, path, header).statusCode()).as(header[0]).isEqualTo(200);
      }
    }
  }

  // ---- paths ----

  private static final List<String> CROOKED =
      List.of(
          "/metrics;x=y",
          "/metrics;/x",
          "/metrics/..;/",
          "/metrics/..;/metrics",
          "/metrics/.",
          "/metrics/./",
          "//metrics",
          "///metrics//",
          "/./metrics",
          "/x/../metrics",
          "/x/..;/metrics",
          "/%6detrics",
          "/%2e/metrics",
          "/%2fmetrics",
          "/metrics%2f",
          "/metrics%2F..%2Fguarded",
          "/metrics%00",
          "/metrics%20",
          "/metrics%0d%0aSet-Cookie:%20a=b",
          "/metrics.",
          "/metrics..",
          "/METRICS",
          "/Metrics/",
          "/metrics/health/../",
          "/ok/../metrics",
          "/ok/..;/guarded",
          "/ok;/../guarded",
          "/guarded;.css",
          "/guarded/",
          "/guarded/console;a=b/report.json",
          "/guarded/console//report.json",
          "/guarded/console/./report.json",
          "/guarded/console/report.json;jsessionid=1",
          "/guarded/console/report%2ejson",
          "/console/..;/guarded",
          "/console/..%2fguarded",
          "/console/%2e%2e/guarded",
          "/console/%252e%252e/guarded",
          "/console/..%5cguarded",
          "/below/../guarded",
          "/below/%2e%2e/guarded",
          "http://rebound.example/guarded",
          "http://localhost/guarded",
          "*",
          "guarded",
          "/\u00e9/../guarded");

  @Test
  void no_path_avoids_the_access_rules() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (String path : CROOKED) {
      String answer = ask("GET", path, STRANGER);
      softly.assertThat(answer).as(path).startsWith("HTTP/1.1 ");
      softly
          .assertThat(answer)
          .as(path)
          .doesNotContain(SecuredApp.SECRET, "hostile_total", "\r\nSet-Cookie", "line_budget");
    }
    softly.assertAll();
    assertNoPathIsAView();
  }

  /** Asserts that every view is a mapping, whatever the path was. */
  private void assertNoPathIsAView() {
    assertThat(
            Sampled.page(app.recorder)
                .lines()
                .filter(line -> line.contains("view=\""))
                .map(line -> line.replaceAll(".*view=\"([^\"]*)\".*", "$1"))
                .distinct())
        .isSubsetOf("/", "/ok", "_UNMATCHED", "/metrics", "/metrics/");
  }

  @Test
  void the_console_serves_only_its_own_files() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    for (String path :
        List.of(
            "../ConsoleServlet.class",
            "%2e%2e/ConsoleServlet.class",
            "..%2fConsoleServlet.class",
            "..;/ConsoleServlet.class",
            "..%5cConsoleServlet.class",
            "....//ConsoleServlet.class",
            "./../ConsoleServlet.class",
            "console.css/../../ConsoleServlet.class",
            "/io/upstream/metrics/console/ConsoleServlet.class",
            "%2fetc/passwd",
            "../../../../../../../META-INF/MANIFEST.MF",
            "index.html%00.css",
            "INDEX.HTML",
            "WEB-INF/web.xml")) {
      String answer = ask("GET", "/console/" + path, "");
      softly.assertThat(status(answer)).as(path).isBetween(300, 499);
      softly.assertThat(answer).as(path).doesNotContain("\u00ca\u00fe\u00ba\u00be", "root:");
    }
    softly.assertAll();
  }

  @Test
  void where_the_console_sends_to_is_always_itself() throws Exception {
    for (String path :
        List.of("/console", "//console", "/console;x=//rebound.example", "/x/..//console")) {
      String answer = ask("GET", path, "");
      if (status(answer) == 302 && answer.contains("Content-Security-Policy")) {
        assertThat(answer).as(path).containsPattern("(?i)location: \\./console/\r\n");
      }
    }
    assertThat(ask("GET", "/console", "")).containsPattern("(?i)location: \\./console/\r\n");
  }

  // ---- verbs and bodies ----

  @Test
  void a_verb_is_what_the_request_line_says() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    String override =
        "X-HTTP-Method-Override: GET\r\nX-HTTP-Method: GET\r\nX-Method-Override: GET\r\n";
    for (String verb :
        List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "GETX", "PROPFIND")) {
      for (String path :
          List.of("/metrics", "/metrics?_method=GET", "/console/report.json", "/guarded")) {
        String answer =
            ask(verb, path, override + "Authorization: Bearer " + SecuredApp.TOKEN + "\r\n");
        String what = verb + " " + path;
        softly.assertThat(status(answer)).as(what).isBetween(400, 501);
        softly
            .assertThat(answer)
            .as(what)
            .doesNotContain(SecuredApp.SECRET, SecuredApp.TOKEN, "line_budget");
      }
    }
    softly.assertAll();
  }

  @Test
  void a_body_is_never_read_or_unpacked() throws Exception {
    String page = "GET /metrics?name%5B%5D=hostile_total HTTP/1.1\r\nHost: localhost\r\n";
    String form = "Content-Type: application/x-www-form-urlencoded\r\n";
    String answers =
        Raw.exchange(
            container,
            page
                + form
                + "Content-Length: 11\r\n\r\nname%5B%5D="
                + page
                + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "4\r\n\u001f\u008b\u0008\u0000\r\n0\r\n\r\n"
                + page
                + "Connection: close\r\n\r\n");

    assertThat(answers.split("HTTP/1\\.1 200", -1)).hasSize(4);
    assertThat(answers.split("# TYPE hostile_total counter", -1)).hasSize(4);
  }

  @Test
  void two_lengths_cannot_smuggle_a_request() throws Exception {
    String hidden = "GET /guarded HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (String lengths :
        List.of(
            "Content-Length: 0\r\nContent-Length: " + hidden.length() + "\r\n",
            "Content-Length: 0, " + hidden.length() + "\r\n",
            "Content-Length: +" + hidden.length() + "\r\n",
            "Transfer-Encoding: xchunked\r\n",
            "Transfer-Encoding: chunked, identity\r\n")) {
      String answer =
          Raw.exchange(
              container,
              "POST /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + lengths
                  + "\r\n"
                  + hidden);
      assertThat(answer).as(lengths).startsWith("HTTP/1.1 ").doesNotContain(SecuredApp.SECRET);
      assertThat(answer.split("HTTP/1\\.1 ", -1)).as(lengths).hasSize(2);
    }
  }

  // ---- headers that are too many, too long or twice ----

  @Test
  void a_token_works_in_its_own_form_only() throws Exception {
    String token = SecuredApp.TOKEN;
    Map<String, Integer> expected = new LinkedHashMap<>();
    expected.put("Authorization: Bearer " + token, 200);
    expected.put("authorization: bEARER   " + token + "  ", 200);
    expected.put("Authorization: Basic x\r\nAuthorization: Bearer " + token, 200);
    expected.put("X-Metrics-Token: " + token, 200);
    expected.put("Authorization: " + token, 401);
    expected.put("Authorization: Basic " + token, 401);
    expected.put("Authorization: Token " + token, 401);
    expected.put("Authorization: Bearer" + token, 401);
    expected.put("Authorization: Bearer\t" + token, 401);
    expected.put("Authorization: Bearer " + token + " x", 401);
    expected.put("Authorization: Bearer " + token + "," + token, 401);
    expected.put("Authorization: Bearer \"" + token + "\"", 401);
    expected.put("Authorization: Bearer " + token.toLowerCase(Locale.ROOT), 401);
    expected.put("Authorization: Bearer " + token.substring(1), 401);
    expected.put("Authorization: Bearer " + token + "\u00e9", 401);
    expected.put("Authorization: Bearer", 401);
    expected.put("Authorization:", 401);
    expected.put("X-Metrics-Token: ", 401);
    expected.put("Cookie: X-Metrics-Token=" + token, 401);
    SoftAssertions softly = new SoftAssertions();
    expected.forEach(
        (header, status) ->
            softly
                .assertThat(status(ask("GET", "/guarded", header + "\r\n")))
                .as(header)
                .isEqualTo(status));
    softly.assertThat(status(ask("GET", "/guarded?token=" + token, ""))).isEqualTo(401);
    softly.assertAll();
  }

  @Test
  void long_and_many_headers_are_harmless() throws Exception {
    List<String> heaps = new ArrayList<>();
    heaps.add("Accept: " + "a/b;q=0.1,".repeat(6_500) + "*/*\r\n");
    heaps.add("Accept: text/plain" + ";v=\"1\"".repeat(10_000) + "\r\n");
    heaps.add("Accept-Encoding: " + "gzip;q=0.000,".repeat(5_000) + "\r\n");
    heaps.add("Authorization: Bearer " + "a".repeat(60_000) + "\r\n");
    heaps.add("Authorization: Bearer" + " ".repeat(60_000) + "\r\n");
    heaps.add("X-Forwarded-For: " + "1.2.3.4,".repeat(8_000) + "\r\n");
    heaps.add("X-Metrics-Token: a\r\n".repeat(3_000));
    heaps.add("Host: localhost\r\n".repeat(50));
    for (String heap : heaps) {
      for (String path : List.of("/metrics", "/guarded")) {
        assertThat(status(ask("GET", path, heap)))
            .as(heap.substring(0, 20))
            .isIn(200, 400, 401, 403, 406, 413, 431);
      }
    }
    assertThat(get(container, "/metrics").statusCode()).isEqualTo(200);
  }

  // ---- who asks ----

  @Test
  void dns_rebinding_reads_nothing() throws Exception {
    for (String path : List.of("/metrics", "/console/", "/console/report.json", "/below/")) {
      String rebound = ask("GET", path, "Host: rebound.example:8000\r\n");
      assertThat(status(rebound)).as(path).isEqualTo(403);
      assertThat(rebound).doesNotContain(SecuredApp.SECRET);
      for (String host : List.of("localhost", "localhost:8000", "[::1]:8000", "127.0.0.1")) {
        assertThat(status(ask("GET", path, "Host: " + host + "\r\n"))).as(host).isEqualTo(200);
      }
    }
    String probe = ask("GET", "/metrics/health", "Host: rebound.example\r\n");
    assertThat(probe).contains("\"DOWN\"").doesNotContain("database");
    for (String hostless : List.of("GET /metrics HTTP/1.0\r\n\r\n", "GET /metrics\r\n\r\n")) {
      assertThat(Raw.exchange(container, hostless)).doesNotContain(SecuredApp.SECRET);
    }
    assertThat(ask("GET", "/metrics", "Host: 203.0.113.7\r\n")).doesNotContain(SecuredApp.SECRET);
  }

  @Test
  void head_says_no_length_that_get_has_not() {
    for (String path : List.of("/metrics", "/console/values.json", "/ok")) {
      String got = header(get(container, path), "Content-Length");
      String length = header(send(container, "HEAD", path), "Content-Length");
      assertThat(length).as(path).isIn(null, "", got).isNotEqualTo("0");
    }
  }

  @Test
  void unauthorized_clients_see_the_health_status_only() {
    assertThat(get(container, "/metrics/health", "X-Real-IP", "198.51.100.9").body())
        .isEqualTo("{\"status\":\"DOWN\"}\n");
    assertThat(get(container, "/guarded/health").body()).isEqualTo("{\"status\":\"DOWN\"}\n");
    assertThat(get(container, "/metrics/health").body())
        .contains("database", "IllegalStateException")
        .doesNotContain("secret-detail");
  }

  // ---- what is said ----

  @Test
  void label_values_are_text_in_every_form() throws Exception {
    List<String> shown =
        List.of(
            "<script>alert(1)</script>",
            "</script><img src=x onerror=alert(1)>",
            "\"},\"x\":{\"",
            "javascript:alert(1)",
            "'\"`${7*7}{{7*7}}",
            "\"} or on() vector(1) #",
            "\\\" \\n",
            "__proto__");
    // With these a line could be made to look like two.
    List<String> folded =
        List.of(
            "a\r\nSet-Cookie: a=b\r\n\r\n<html>",
            "\n# TYPE forged_total counter\nforged_total 1\n",
            "a\u0000b",
            "a\u0085b",
            "a\u2028b\u2029c");
    shown.forEach(app::count);
    folded.forEach(app::count);

    JsonNode samples =
        new ObjectMapper()
            .readTree(get(container, "/console/values.json?name%5B%5D=hostile_total").body())
            .at("/families/0/samples");
    assertThat(samples.findValuesAsText("anything"))
        .containsAll(shown)
        .contains("_INVALID")
        .hasSize(shown.size() + 2);
    for (String path : List.of("/metrics", "/console/values.json", "/console/report.json")) {
      HttpResponse<String> answer = get(container, path);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(header(answer, "Content-Type")).doesNotContain("html");
      assertThat(answer.body()).doesNotContain("forged_total");
    }
  }

  @Test
  void the_token_is_never_shown() {
    MetricsAccess access = MetricsAccess.builder().token(SecuredApp.TOKEN).build();
    get(container, "/guarded", "Authorization", "Bearer " + SecuredApp.TOKEN);
    get(container, "/guarded", "Authorization", "Bearer " + SecuredApp.TOKEN + "x");
    get(container, "/broken", "Authorization", "Bearer " + SecuredApp.TOKEN);
    get(container, "/guarded/console/no", "X-Metrics-Token", SecuredApp.TOKEN + "x");

    assertThat(logged).noneMatch(line -> line.contains(SecuredApp.TOKEN));
    assertThat(
            access.hint()
                + app.recorder.report().json()
                + app.recorder.settings()
                + Sampled.page(app.recorder))
        .doesNotContain(SecuredApp.TOKEN);
  }

  @Test
  void clients_cannot_forge_log_lines() throws Exception {
    ask("GET", "/metrics%0d%0aWARNING:%20forged", "X-Metrics-Token: a\u0085WARNING: forged\r\n");
    ask("GET", "/metrics?name%5B%5D=%0aWARNING:%20forged", STRANGER);
    ask("GET", "/guarded", "Authorization: Bearer \\nWARNING: forged\r\n");

    assertThat(logged).noneMatch(line -> line.contains("WARNING: forged"));
  }

  // ---- who is slow ----

  @Test
  void requests_that_never_end_keep_no_scrape_waiting() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 60; i++) { // half as many again as the container has threads
        Socket socket = Raw.connect(container);
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-A"
                    .getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(get(container, "/metrics").statusCode()).isEqualTo(200);
      assertThat(get(container, "/ok").body()).isEqualTo("ok");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** Raw, so that the path and the headers are what stands here; a host is added if none is. */
  private String ask(String method, String path, String headers) {
    String host = headers.contains("Host:") ? "" : "Host: localhost\r\n";
    String request =
        method + " " + path + " HTTP/1.1\r\n" + host + headers + "Connection: close\r\n\r\n";
    try {
      return Raw.exchange(container, request);
    } catch (IOException e) {
      // It had seen enough before we had said all, and closed on us.
      return "HTTP/1.1 431 \r\n\r\n";
    }
  }

  private static int status(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 ");
    return Integer.parseInt(answer.substring(9, 12));
  }

  /** Every line of every log. */
  private static final class Listening extends Handler {
    private final Queue<String> lines;

    Listening(Queue<String> lines) {
      this.lines = lines;
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord record) {
      String text = new SimpleFormatter().format(record);
      text.lines().forEach(lines::add);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
