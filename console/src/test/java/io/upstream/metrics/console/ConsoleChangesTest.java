package io.upstream.metrics.console;

import static io.upstream.metrics.servlet.Http.get;
import static io.upstream.metrics.servlet.Http.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.guard.Naming;
import io.upstream.metrics.label.CustomerId;
import io.upstream.metrics.label.Product;
import io.upstream.metrics.label.Severity;
import io.upstream.metrics.servlet.Container;
import io.upstream.metrics.servlet.MetricsAccess;
import io.upstream.metrics.servlet.Sampled;
import io.upstream.metrics.servlet.TomcatContainer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes through the console, those that a person asks for and those that are forged. */
class ConsoleChangesTest {

  private static final String SECRET = "Bearer a-secret-for-operators";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private UpstreamRecorder recorder = UpstreamRecorder.builder().jvm(false).build();
  private Container container;
  private String cookie;
  private String token;

  @BeforeEach
  void start() throws Exception {
    mount(MetricsAccess.builder().token("a-secret-for-operators").build());
    for (String customer : List.of("acme", "junk")) {
      recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId(customer));
    }
    HttpResponse<String> begun = get(container, "/console/changes.json", "Authorization", SECRET);
    cookie = header(begun, "Set-Cookie").replaceFirst(";.*", "");
    token = JSON.readTree(begun.body()).get("token").asText();
  }

  private void mount(MetricsAccess access) throws Exception {
    stop();
    container =
        TomcatContainer.MAKER.start(
            context ->
                context
                    .addServlet("console", new ConsoleServlet(recorder, access))
                    .addMapping("/console/*"));
  }

  @AfterEach
  void stop() {
    if (container != null) {
      container.close();
    }
  }

  @Test
  void an_operator_releases_a_value() {
    HttpResponse<String> answer = change("operation=release&label=customer_id&value=junk");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("Released");
    assertThat(recorder.guard(CustomerId.class).spent()).isEqualTo(1);
  }

  @Test
  void an_operator_denies_a_value_for_good() {
    assertThat(change("operation=deny&label=customer_id&value=junk").statusCode()).isEqualTo(200);

    recorder.trackAlertCreated(Product.DRIFT_WATCH, Severity.HIGH, new CustomerId("junk"));
    assertThat(Sampled.page(recorder))
        .contains("upstream_alert_created_total{customer_id=\"_OTHER\"");
    assertThat(recorder.report().json()).doesNotContain("junk");
  }

  @Test
  void an_operator_changes_budget_naming_and_allow_list() throws Exception {
    change("operation=budget&label=customer_id&value=7");
    change("operation=naming&label=customer_id&value=heaviest");
    change("operation=allow&label=customer_id&value=globex");
    change("operation=allow-list&label=customer_id&value=initech,hooli");

    assertThat(recorder.guard(CustomerId.class).budget()).isEqualTo(7);
    assertThat(recorder.guard(CustomerId.class).naming()).isEqualTo(Naming.HEAVIEST);
    JsonNode named =
        JSON.readTree(
                get(container, "/console/named.json?label=customer_id", "Authorization", SECRET)
                    .body())
            .get("named");
    assertThat(named)
        .filteredOn(value -> value.get("kind").asText().equals("allowed"))
        .extracting(value -> value.get("value").asText())
        .containsExactlyInAnyOrder("initech", "hooli");
  }

  @Test
  void the_cookie_is_same_site_and_http_only() {
    HttpResponse<String> begun = get(container, "/console/changes.json", "Authorization", SECRET);

    assertThat(header(begun, "Set-Cookie")).contains("; SameSite=Strict", "; HttpOnly");
    assertThat(header(begun, "Access-Control-Allow-Origin")).isEmpty();
    assertThat(begun.body()).doesNotContain(cookie.substring(cookie.indexOf('=') + 1));
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        Arguments.of("by a page of another site", List.of("Sec-Fetch-Site", "cross-site")),
        Arguments.of("by a page of a sibling host", List.of("Sec-Fetch-Site", "same-site")),
        Arguments.of("from no page", List.of("Sec-Fetch-Site", "none")),
        Arguments.of("by an old browser", List.of("Origin", "https://evil.example")),
        Arguments.of("in a sandboxed frame", List.of("Origin", "null")),
        Arguments.of("with an unreadable origin", List.of("Origin", "http://[")),
        Arguments.of("same host, other port", List.of("Origin", "http://localhost:1")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void a_request_of_another_origin_changes_nothing(String name, List<String> headers) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of("Cookie", cookie, "X-Console-Token", token));

    assertRefused(403, post("operation=deny&label=customer_id&value=junk", all));
  }

  @Test
  void either_header_admits_the_consoles_own_page() {
    for (List<String> own :
        List.of(
            List.of("Sec-Fetch-Site", "same-origin", "Origin", "https://outside.name.of.proxy"),
            List.of("Origin", "http://" + container.uri("/").getAuthority()))) {
      List<String> all = new ArrayList<>(own);
      all.addAll(List.of("Cookie", cookie, "X-Console-Token", token));
      HttpResponse<String> answer = post("operation=allow&label=customer_id&value=acme", all);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Test
  void a_request_without_its_own_token_changes_nothing() throws Exception {
    String form = "operation=deny&label=customer_id&value=junk";
    assertRefused(403, post(form, List.of()));
    assertRefused(403, post(form, List.of("Cookie", cookie)));
    assertRefused(403, post(form, List.of("X-Console-Token", token)));
    assertRefused(
        403, post(form, List.of("Cookie", "metrics_console=x", "X-Console-Token", token)));
    assertRefused(403, post(form, List.of("Cookie", "metrics_console=", "X-Console-Token", token)));
    assertRefused(403, post(form, List.of("Cookie", cookie, "X-Console-Token", token + "x")));
    String before = token;
    start(); // another servlet: another key
    assertRefused(403, post(form, List.of("Cookie", cookie, "X-Console-Token", before)));
  }

  @Test
  void without_access_nothing_is_changed() {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(container.uri("/console/change"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .header("X-Console-Token", token)
                .POST(BodyPublishers.ofString("operation=deny&label=customer_id&value=junk")));

    assertRefused(401, answer);
  }

  @Test
  void the_console_without_access_rules_is_read_only() throws Exception {
    for (MetricsAccess access : List.of(MetricsAccess.loopback(), MetricsAccess.open())) {
      mount(access);
      String begun = get(container, "/console/changes.json").body();
      assertThat(JSON.readTree(begun).get("possible").asBoolean()).isFalse();
      assertThat(begun).contains("METRICS_ALLOWED_IPS").doesNotContain("token\":");
      assertRefused(403, change("operation=deny&label=customer_id&value=junk"));
    }
  }

  @Test
  void a_setting_makes_the_console_only_show() throws Exception {
    recorder =
        UpstreamRecorder.builder().jvm(false).setting("METRICS_CONSOLE_READ_ONLY", "true").build();
    mount(MetricsAccess.builder().token("a-secret-for-operators").build());

    HttpResponse<String> answer = change("operation=budget&label=customer_id&value=7");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("METRICS_CONSOLE_READ_ONLY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation=deny&label=customer_id",
        "operation=deny&label=123-45-6789&value=junk",
        "operation=123-45-6789&label=customer_id&value=junk",
        "operation=allow&label=customer_id&value=%00123-45-6789",
        "operation=allow-list&label=customer_id&value=acme,%00123-45-6789",
        "operation=budget&label=customer_id&value=123-45-6789",
        "operation=budget&label=customer_id&value=-1",
        "operation=naming&label=customer_id&value=123-45-6789",
        "operation=release&label=customer_id&value=",
        "operation=%zz",
        ""
      })
  void an_impossible_change_is_refused_without_its_value(String form) {
    HttpResponse<String> answer = change(form);

    assertRefused(400, answer);
    assertThat(answer.body()).containsIgnoringCase("expected").doesNotContain("6789");
  }

  @Test
  void only_a_short_form_body_is_read() {
    String form = "operation=deny&label=customer_id&value=junk";
    assertRefused(413, change(form + "x".repeat(300_000)));
    assertRefused(
        415,
        send(
            own("/console/change")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(form))));
    assertRefused(
        400,
        send(
            own("/console/change?" + form)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.noBody())));
    HttpResponse<String> read = send(own("/console/change?" + form).GET());
    assertRefused(405, read);
    assertThat(header(read, "Allow")).isEqualTo("POST");
  }

  private void assertRefused(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("junk");
    assertThat(recorder.guard(CustomerId.class).spent()).isEqualTo(2);
  }

  private HttpResponse<String> change(String form) {
    return post(form, List.of("Cookie", cookie, "X-Console-Token", token));
  }

  private HttpRequest.Builder own(String path) {
    return HttpRequest.newBuilder(container.uri(path))
        .header("Authorization", SECRET)
        .header("Cookie", cookie)
        .header("X-Console-Token", token);
  }

  private HttpResponse<String> post(String form, List<String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(container.uri("/console/change"))
            .header("Authorization", SECRET)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return send(request);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
