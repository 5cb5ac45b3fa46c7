package io.upstream.metrics.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.upstream.metrics.Settings;
import io.upstream.metrics.label.AccessRefusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class MetricsAccessTest {

  private static final String GATEWAY = "10.0.0.2";

  private static final List<String> PROXY_HEADERS =
      List.of(
          "X-Envoy-External-Address",
          "X-Azure-ClientIP",
          "X-Azure-SocketIP",
          "Fly-Client-IP",
          "X-Appengine-User-Ip",
          "Client-IP",
          "Proxy-Client-IP",
          "WL-Proxy-Client-IP",
          "X-Originating-IP",
          "X-Remote-IP",
          "X-Remote-Addr",
          "X-Original-URL",
          "X-Rewrite-URL",
          "Via");

  /** Returns the clients by name. */
  private static Map<String, FakeRequest> clients() {
    Map<String, FakeRequest> clients = new LinkedHashMap<>();
    clients.put("local", FakeRequest.from("127.0.0.1").with("Host", "localhost"));
    clients.put(
        "local by IPv6", FakeRequest.from("0:0:0:0:0:0:0:1").with("Host", "localhost:8000"));
    clients.put("local, v4-mapped", FakeRequest.from("::ffff:127.0.0.1").with("Host", "localhost"));
    clients.put(
        "local by its own address",
        FakeRequest.from("127.0.0.1").at("10.1.2.3").with("Host", "10.1.2.3:8000"));
    // A proxy on this machine that adds no header, asked for this machine's public address.
    clients.put("digits", FakeRequest.from("127.0.0.1").with("Host", "203.0.113.7"));
    clients.put("IPv6 digits", FakeRequest.from("::1").at("::1").with("Host", "[2001:db8::7]:80"));
    clients.put("HTTP/1.0, no host", FakeRequest.from("127.0.0.1").protocol("HTTP/1.0"));
    clients.put("HTTP/0.9", FakeRequest.from("127.0.0.1").protocol("HTTP/0.9"));
    clients.put("HTTP/0.9 as Tomcat has it", FakeRequest.from("127.0.0.1").protocol(""));
    clients.put("an empty host", FakeRequest.from("127.0.0.1").with("Host", ""));
    for (String header : PROXY_HEADERS) {
      clients.put(
          "proxy that says " + header,
          FakeRequest.from("127.0.0.1").with("Host", "localhost").with(header, "127.0.0.1"));
    }
    clients.put("local by name", FakeRequest.from("127.0.0.1").with("Host", "LocalHost.:8000"));
    clients.put(
        "local by a name below", FakeRequest.from("127.0.0.1").with("Host", "claims.localhost"));
    clients.put("local by digits", FakeRequest.from("127.0.0.1").with("Host", "127.0.0.1:8000"));
    clients.put("local by IPv6 digits", FakeRequest.from("::1").with("Host", "[::1]:8000"));
    clients.put("local by HTTP/2", FakeRequest.from("::1").http2("localhost"));
    // A page whose name was first its own server's and then, for the same browser, 127.0.0.1.
    clients.put("rebound", FakeRequest.from("127.0.0.1").with("Host", "rebound.example:8000"));
    clients.put(
        "rebound, like localhost",
        FakeRequest.from("::1").with("Host", "localhost.rebound.example"));
    clients.put(
        "rebound, like an address",
        FakeRequest.from("::1").with("Host", "127.0.0.1.rebound.example"));
    clients.put("rebound, ends like it", FakeRequest.from("::1").with("Host", "reboundlocalhost"));
    clients.put("rebound, user part", FakeRequest.from("::1").with("Host", "localhost@rebound"));
    clients.put(
        "rebound, two hosts",
        FakeRequest.from("127.0.0.1").with("Host", "localhost").with("Host", "rebound.example"));
    clients.put("rebound, HTTP/2", FakeRequest.from("127.0.0.1").http2("rebound.example"));
    clients.put(
        "a tunnel's header",
        FakeRequest.from("127.0.0.1")
            .with("Host", "localhost")
            .with("CF-Connecting-IP", "127.0.0.1"));
    clients.put(
        "through a local proxy",
        FakeRequest.from("127.0.0.1")
            .with("Host", "localhost")
            .with("X-Forwarded-For", "198.51.100.9"));
    clients.put(
        "spoofing through a local proxy",
        FakeRequest.from("127.0.0.1")
            .with("Host", "localhost")
            .with("X-Forwarded-For", "127.0.0.1"));
    clients.put(
        "Forwarded",
        FakeRequest.from("127.0.0.1").with("Host", "localhost").with("forwarded", "for=127.0.0.1"));
    clients.put(
        "X-Real-IP",
        FakeRequest.from("::1").with("Host", "localhost").with("X-Real-Ip", "127.0.0.1"));
    clients.put(
        "X-Forwarded-Proto",
        FakeRequest.from("::1").with("Host", "localhost").with("x-forwarded-proto", "https"));
    clients.put(
        "rewritten by Tomcat's valve",
        FakeRequest.from("127.0.0.1").attribute("org.apache.tomcat.request.forwarded", true));
    clients.put("office", FakeRequest.from("10.20.30.40"));
    clients.put("office, v4-mapped", FakeRequest.from("::ffff:10.20.30.40"));
    clients.put("office by IPv6", FakeRequest.from("2001:db8::7"));
    clients.put("stranger", FakeRequest.from("198.51.100.9"));
    clients.put("spoofer", FakeRequest.from("198.51.100.9").with("X-Forwarded-For", "10.20.30.40"));
    clients.put("spoofing local", FakeRequest.from("198.51.100.9").with("X-Forwarded-For", "::1"));
    clients.put(
        "office through the gateway",
        FakeRequest.from(GATEWAY).with("X-Forwarded-For", "10.20.30.40"));
    clients.put(
        "stranger through the gateway",
        FakeRequest.from(GATEWAY).with("X-Forwarded-For", "10.20.30.40, 198.51.100.9"));
    clients.put(
        "stranger, two header lines",
        FakeRequest.from(GATEWAY)
            .with("X-Forwarded-For", "10.20.30.40")
            .with("X-Forwarded-For", "198.51.100.9"));
    clients.put("gateway, garbage", FakeRequest.from(GATEWAY).with("X-Forwarded-For", "unknown"));
    clients.put(
        "gateway, no port", FakeRequest.from(GATEWAY).with("X-Forwarded-For", "10.20.30.40:x"));
    clients.put("gateway, says nothing", FakeRequest.from(GATEWAY));
    clients.put(
        "bearer",
        FakeRequest.from("198.51.100.9").with("Authorization", "Bearer s3cret-of-16-chars"));
    clients.put(
        "bearer, old",
        FakeRequest.from("198.51.100.9").with("Authorization", "bearer 0ld-and-16-chars"));
    clients.put(
        "header", FakeRequest.from("198.51.100.9").with("X-Metrics-Token", "s3cret-of-16-chars"));
    clients.put(
        "wrong token",
        FakeRequest.from("198.51.100.9").with("X-Metrics-Token", "s3cret-of-16-charS"));
    clients.put("part of a token", FakeRequest.from("198.51.100.9").with("X-Metrics-Token", "s3c"));
    clients.put("empty token", FakeRequest.from("198.51.100.9").with("X-Metrics-Token", ""));
    clients.put(
        "basic",
        FakeRequest.from("198.51.100.9").with("Authorization", "Basic s3cret-of-16-chars"));
    clients.put("operator", FakeRequest.from("198.51.100.9").inRole("ops"));
    clients.put("other role", FakeRequest.from("198.51.100.9").inRole("sales"));
    clients.put("known to the application", FakeRequest.from("198.51.100.9").with("X-App", "yes"));
    clients.put("no address", FakeRequest.from(""));
    return clients;
  }

  private static final List<String> LOCAL =
      List.of(
          "local",
          "local by IPv6",
          "local, v4-mapped",
          "local by its own address",
          "local by name",
          "local by a name below",
          "local by digits",
          "local by IPv6 digits",
          "local by HTTP/2");
  private static final List<String> OFFICE =
      List.of("office", "office, v4-mapped", "office by IPv6");
  private static final List<String> TOKENS = List.of("bearer", "bearer, old", "header");

  /** How it is configured, and who is let in then; everybody else is refused. */
  private static Map<Supplier<MetricsAccess>, List<List<String>>> matrix() {
    Map<Supplier<MetricsAccess>, List<List<String>>> matrix = new LinkedHashMap<>();
    matrix.put(MetricsAccess::loopback, List.of(LOCAL));
    matrix.put(() -> MetricsAccess.builder().trustedProxies("127.0.0.0/8 ::1").build(), List.of());
    matrix.put(
        () -> MetricsAccess.builder().allow("10.20.0.0/16, 2001:db8::/32").build(),
        List.of(OFFICE));
    matrix.put(
        () ->
            MetricsAccess.builder()
                .allow("10.0.0.0/8", "2001:db8::7")
                .trustedProxies(GATEWAY)
                .build(),
        List.of(OFFICE, List.of("office through the gateway")));
    matrix.put(
        () -> MetricsAccess.builder().token("s3cret-of-16-chars, 0ld-and-16-chars").build(),
        List.of(TOKENS));
    matrix.put(
        () ->
            MetricsAccess.builder()
                .token("s3cret-of-16-chars", "0ld-and-16-chars")
                .allow("10.20.30.40")
                .build(),
        List.of(TOKENS, List.of("office", "office, v4-mapped")));
    matrix.put(() -> MetricsAccess.builder().token("").build(), List.of(LOCAL));
    matrix.put(() -> MetricsAccess.builder().role("ops").build(), List.of(List.of("operator")));
    matrix.put(
        () ->
            MetricsAccess.builder()
                .when(request -> request.getHeaders("X-App").hasMoreElements())
                .build(),
        List.of(List.of("known to the application")));
    matrix.put(MetricsAccess::open, List.of(List.copyOf(clients().keySet())));
    return matrix;
  }

  @TestFactory
  Stream<DynamicTest> lets_in_whom_it_is_told_to_and_nobody_else() {
    return matrix().entrySet().stream()
        .flatMap(
            row -> {
              List<String> allowed = row.getValue().stream().flatMap(List::stream).toList();
              MetricsAccess access = row.getKey().get();
              return clients().entrySet().stream()
                  .map(
                      client ->
                          DynamicTest.dynamicTest(
                              access.hint() + " " + client.getKey(),
                              () ->
                                  assertThat(access.mayRead(client.getValue().request()))
                                      .isEqualTo(allowed.contains(client.getKey()))));
            });
  }

  @Test
  void rules_see_the_containers_own_request() {
    HttpServletRequest spoofed =
        FakeRequest.from("198.51.100.9").with("X-Forwarded-For", "127.0.0.1").request();
    HttpServletRequest rewritten =
        new HttpServletRequestWrapper(spoofed) {
          @Override
          public String getRemoteAddr() {
            return "127.0.0.1";
          }

          @Override
          public java.util.Enumeration<String> getHeaderNames() {
            return java.util.Collections.emptyEnumeration();
          }
        };

    assertThat(MetricsAccess.loopback().mayRead(rewritten)).isFalse();
    assertThat(MetricsAccess.builder().allow("127.0.0.1").build().mayRead(rewritten)).isFalse();
  }

  @Test
  void the_reason_is_what_could_have_helped() {
    HttpServletRequest stranger = FakeRequest.from("198.51.100.9").request();

    assertThat(MetricsAccess.loopback().refusal(stranger)).isEqualTo(AccessRefusal.ADDRESS);
    assertThat(MetricsAccess.builder().role("ops").build().refusal(stranger))
        .isEqualTo(AccessRefusal.ROLE);
    assertThat(MetricsAccess.builder().role("ops").token("x".repeat(16)).build().refusal(stranger))
        .isEqualTo(AccessRefusal.TOKEN);
  }

  @Test
  void a_throwing_access_rule_refuses_everyone() {
    MetricsAccess access =
        MetricsAccess.builder()
            .when(
                request -> {
                  throw new IllegalStateException("on purpose");
                })
            .build();

    assertThat(access.mayRead(FakeRequest.from("127.0.0.1").request())).isFalse();
  }

  @Test
  void settings_say_the_same_as_the_builder(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "from-file-16-chars\n");
    MetricsAccess access =
        from(
            Map.of(
                "METRICS_ALLOWED_IPS", "10.20.0.0/16,2001:db8::/32",
                "METRICS_AUTH_TOKEN", "s3cret-of-16-chars,0ld-and-16-chars",
                "METRICS_AUTH_TOKEN_FILE", file.toString(),
                "METRICS_ALLOWED_ROLE", "ops",
                "METRICS_TRUSTED_PROXIES", GATEWAY));

    for (String client :
        List.of("office", "bearer, old", "header", "operator", "office through the gateway")) {
      assertThat(access.mayRead(clients().get(client).request())).as(client).isTrue();
    }
    assertThat(
            access.mayRead(
                FakeRequest.from("198.51.100.9")
                    .with("X-Metrics-Token", "from-file-16-chars")
                    .request()))
        .isTrue();
    assertThat(access.mayRead(clients().get("local").request())).isFalse();
    assertThat(from(Map.of("METRICS_ACCESS", "open")).mayRead(clients().get("stranger").request()))
        .isTrue();
  }

  @Test
  void empty_settings_admit_loopback_only() {
    MetricsAccess access =
        from(
            Map.of(
                "METRICS_ALLOWED_IPS",
                " , ",
                "METRICS_AUTH_TOKEN",
                "",
                "METRICS_ALLOWED_ROLE",
                " "));

    assertThat(access.mayRead(clients().get("local").request())).isTrue();
    assertThat(access.mayRead(clients().get("stranger").request())).isFalse();
  }

  @Test
  void a_malformed_setting_stops_the_start() {
    assertMalformed(Map.of("METRICS_ALLOWED_IPS", "10.0.0.0/8,intranet"), "METRICS_ALLOWED_IPS");
    assertMalformed(Map.of("METRICS_TRUSTED_PROXIES", "10.0.0.0/99"), "METRICS_TRUSTED_PROXIES");
    assertMalformed(Map.of("METRICS_ACCESS", "yes"), "METRICS_ACCESS");
    assertMalformed(
        Map.of("METRICS_AUTH_TOKEN_FILE", "/no/such/file"), "METRICS_AUTH_TOKEN_FILE=/no");
    assertMalformed(Map.of("METRICS_AUTH_TOKEN_FILE", "a\0b"), "METRICS_AUTH_TOKEN_FILE=a");
    assertMalformed(
        Map.of("METRICS_ACCESS", "open", "METRICS_ALLOWED_IPS", "10.0.0.0/8"), "METRICS_ACCESS");
  }

  @Test
  void a_malformed_token_is_not_shown() {
    assertThatThrownBy(() -> from(Map.of("METRICS_AUTH_TOKEN", "sch\u00f6n-geheim")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("METRICS_AUTH_TOKEN")
        .hasMessageNotContaining("geheim");
  }

  private static void assertMalformed(Map<String, String> settings, String name) {
    assertThatThrownBy(() -> from(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  private static MetricsAccess from(Map<String, String> environment) {
    return MetricsAccess.from(Settings.of(Map.of(), environment));
  }
}
