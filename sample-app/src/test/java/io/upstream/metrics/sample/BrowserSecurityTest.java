package io.upstream.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.upstream.metrics.UpstreamRecorder;
import io.upstream.metrics.catalog.CounterFamily;
import io.upstream.metrics.label.Grammar;
import io.upstream.metrics.label.OpenLabel;
import io.upstream.metrics.testing.Await;
import io.upstream.metrics.testing.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens hostile pages in a real browser on the service's own machine. */
@Tag("full")
class BrowserSecurityTest {

  private static final List<String> OURS =
      List.of("/metrics", "/metrics/health", "/console/", "/console/report.json");

  @TempDir private static Path folder;

  private static Running app;
  private static Browser browser;
  private static HttpServer stranger;

  @BeforeAll
  static void start() throws Exception {
    Programs.need(Browser.CHROMIUM);
    Programs.need(Browser.DRIVER);
    app = Running.start();
    browser = new Browser(folder);
    stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stranger.createContext(
        "/",
        exchange -> {
          byte[] page =
              "<!doctype html><title>stranger</title>".getBytes(StandardCharsets.US_ASCII);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    stranger.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (stranger != null) {
      stranger.stop(0);
    }
    if (browser != null) {
      browser.close();
    }
    if (app != null) {
      app.close();
    }
  }

  private static int statusOf(String path) {
    return browser.run("return fetch('" + path + "').then(answer => answer.status)").asInt();
  }

  @Test
  void dns_rebinding_reads_nothing() throws Exception {
    int port = app.uri("/").getPort();
    browser.open(URI.create("http://" + Browser.REBOUND + ":" + port + "/"));
    assertThat(browser.run("return location.hostname").asText()).isEqualTo(Browser.REBOUND);
    for (String path : List.of("/metrics", "/console/", "/console/report.json")) {
      assertThat(statusOf(path)).as(path).isEqualTo(403);
    }
    assertThat(
            browser
                .run("return fetch('/metrics/health').then(answer => answer.text())")
                .asText()
                .strip())
        .isEqualTo("{\"status\":\"UP\"}");

    browser.open(URI.create("http://localhost:" + port + "/"));
    for (String path : OURS) {
      assertThat(statusOf(path)).as(path).isEqualTo(200);
    }
  }

  @Test
  void a_foreign_page_cannot_read_load_or_frame() throws Exception {
    browser.open(URI.create("http://127.0.0.1:" + stranger.getAddress().getPort() + "/"));
    for (String path : OURS) {
      String ours = "'" + app.uri(path) + "'";
      for (String mode : List.of("cors", "no-cors")) {
        assertThat(
                browser
                    .run(
                        "return fetch(%s, {mode: '%s'}).then(() => 'had', () => 'refused')"
                            .formatted(ours, mode))
                    .asText())
            .as(mode + " " + path)
            .isEqualTo("refused");
      }
      for (String tag : List.of("script", "img")) {
        assertThat(
                browser
                    .run(
                        ("return new Promise(done => { const e = document.createElement('%s');"
                                + " e.onload = () => done('had'); e.onerror = () => done('refused');"
                                + " e.src = %s; document.head.append(e); })")
                            .formatted(tag, ours))
                    .asText())
            .as(tag + " " + path)
            .isEqualTo("refused");
      }
      String unused = console(); // what has been refused so far
      browser.run(
          ("return new Promise(done => { const e = document.createElement('iframe');"
                  + " e.onload = () => done('loaded'); e.src = %s; document.body.append(e); })")
              .formatted(ours));
      Await.until("a refusal to frame " + path, () -> console().contains("frame-ancestors"));
    }
  }

  private static String console() {
    try {
      return browser.console().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A label that takes anything, as only an application's own can. */
  @Grammar(Grammar.ANY)
  record Payload(@Nullable String value) implements OpenLabel {}

  record PayloadLabels(Payload payload) {}

  private static final CounterFamily<PayloadLabels> INJECTED =
      CounterFamily.named("injected_total")
          .help("</script><script>document.title='taken'</script>")
          .labels(PayloadLabels.class);

  @Test
  void the_console_escapes_label_values() throws Exception {
    List<String> payloads =
        List.of(
            "</script><script>document.title='taken'</script>",
            "\"><svg/onload=document.title='taken'>",
            "javascript:document.title='taken'",
            "<a href=\"javascript:document.title='taken'\">x</a>",
            "<base href=http://" + Browser.REBOUND + ">",
            "${document.title='taken'}{{constructor.constructor('document.title=1')()}}",
            "<style>*{display:none}</style>");
    UpstreamRecorder recorder = app.bean(UpstreamRecorder.class);
    payloads.forEach(each -> recorder.counter(INJECTED).inc(new PayloadLabels(new Payload(each))));
    browser.open(app.uri("/console/"));
    Await.until(
        "the family is there",
        () ->
            browser
                .run("return !!document.querySelector('[data-name=injected_total]')")
                .asBoolean());
    String tags = "return document.querySelectorAll('script,svg,base,style,a,iframe').length";
    int before = browser.run(tags).asInt();

    browser.run("document.querySelector('[data-name=injected_total]').open = true");
    Await.until(
        "its values are there",
        () ->
            browser
                .run("return !!document.querySelector('[data-name=injected_total] .samples')")
                .asBoolean());

    String shown =
        browser
            .run("return document.querySelector('[data-name=injected_total]').textContent")
            .asText();
    assertThat(payloads).allSatisfy(each -> assertThat(shown).contains(each));
    assertThat(browser.run(tags).asInt()).isEqualTo(before);
    assertThat(browser.run("return document.title").asText()).isEqualTo("Metrics console");
    assertThat(browser.run("return document.baseURI").asText()).startsWith(app.uri("/").toString());
  }
}
